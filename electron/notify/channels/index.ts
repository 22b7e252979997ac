/** Every kind of channel, in the order in which a reader chooses. To add one: `docs/adding-a-channel.md`. */
import { alertmanager } from './alertmanager.ts';
import { bark } from './bark.ts';
import type { ChannelKind } from './channel.ts';
import { desktop } from './desktop.ts';
import { dingtalk } from './dingtalk.ts';
import { discord } from './discord.ts';
import { email } from './email/index.ts';
import { feishu } from './feishu.ts';
import { gotify } from './gotify.ts';
import { matrix } from './matrix.ts';
import { mqtt } from './mqtt/index.ts';
import { ntfy } from './ntfy.ts';
import { pushdeer } from './pushdeer.ts';
import { pushover } from './pushover.ts';
import { redacted } from './redacted.ts';
import { serverchan } from './serverchan.ts';
import { slack } from './slack.ts';
import { telegram } from './telegram.ts';
import { webhook } from './webhook.ts';
import { wecom } from './wecom.ts';

const kinds = [
  desktop,
  email,
  telegram,
  slack,
  discord,
  ntfy,
  gotify,
  bark,
  serverchan,
  pushdeer,
  pushover,
  dingtalk,
  feishu,
  wecom,
  matrix,
  mqtt,
  webhook,
  alertmanager,
] as readonly ChannelKind[];

/** The registry. A channel's settings are checked against its kind's own schema before they reach it. */
export const channelKinds: readonly ChannelKind[] = kinds.map(redacted);
