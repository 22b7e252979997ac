/** E-mail as this area needs it. */

/** A message, all of it plain text. */
export interface Mail {
  /** One address, as its owner typed it. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends e-mail. */
export interface Mailer {
  /** Whether there is a way to send it at this time. */
  isReady(): Promise<boolean>;
  /** @throws where the message was not taken */
  send(mail: Mail): Promise<void>;
}
