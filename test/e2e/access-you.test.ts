/** One’s own sign-in, as its owner meets it on the page: profile, two steps, sign-ins, password. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { admin, request } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

/** The code of an authenticator app, `ahead` periods from now (RFC 6238 over RFC 4226, with their own arithmetic). */
function codeOf(secret: string, ahead: number): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits
    .join('')
    .match(/.{8}/g)!
    .map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

describe.skipIf(!needs.chromium.ok)(titled('one’s own sign-in on the page', needs.chromium), () => {
  const { here, dialog, closed, row, show } = signedIn();

  it('shows who is signed in, what they may do, and where', async () => {
    const { page } = here().tab;
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Access' }).click();
    await page.getByRole('heading', { name: admin.username }).waitFor();
    await page.getByText('Super administrator').waitFor();
    await row('This one')
      .getByText(/^Chrome on /)
      .waitFor();
    expect(await page.title()).toBe('You · CloudCube');
  });

  let secret = '';
  let recovery = '';

  it('turns two-step sign-in on: password, picture, code, recovery codes to keep', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Turn on' }).click();
    await dialog().getByLabel('Present password').fill('not the password');
    await page.keyboard.press('Enter');
    await dialog().getByRole('alert').waitFor();
    await dialog().getByLabel('Present password').fill(admin.password);
    await page.keyboard.press('Enter');
    await dialog().getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    secret = (await dialog()
      .getByRole('button', { name: /^Copy / })
      .getAttribute('aria-label'))!.slice(5);
    await dialog().getByLabel('Code of the app').fill('12345');
    await page.keyboard.press('Enter');
    await dialog().getByText('The code has six figures.').waitFor();
    await dialog().getByLabel('Code of the app').fill(codeOf(secret, 0));
    await page.keyboard.press('Enter');
    await dialog().getByText('They are shown this once').waitFor();
    const codes = await dialog()
      .getByRole('list', { name: 'Recovery codes' })
      .getByRole('listitem')
      .allTextContents();
    expect(codes).toHaveLength(10);
    recovery = codes[0]!;
    // What is shown once is not lost by a slip of the hand.
    await page.keyboard.press('Escape');
    const download = page.waitForEvent('download');
    await dialog().getByRole('button', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('cloudcube-admin-recovery-codes.txt');
    await dialog().getByRole('button', { name: 'I have kept them' }).click();
    await closed();
    await page.getByText('Recovery codes left: 10').waitFor();
  });

  it('asks for the code at the next sign-in, takes each once, and a recovery code in its place', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await comeIn(here().tab, admin);
    await page.getByLabel('Code of your app').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code of your app').fill(codeOf(secret, 1));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: admin.username }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await comeIn(here().tab, admin);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recovery);
    await page.keyboard.press('Enter');
    await page.getByText('Recovery codes left: 9').waitFor();
  });

  it('turns it off again with the password', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Turn off' }).click();
    await dialog().getByLabel('Present password').fill(admin.password);
    await dialog().getByRole('button', { name: 'Turn off' }).click();
    await closed();
    await page.getByText('Off: the password alone lets you in.').waitFor();
  });

  it('changes the name at once, the e-mail address with the password', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Edit name and e-mail' }).click();
    await dialog().getByLabel('Full name').fill('Ada Example');
    expect(await dialog().getByLabel('Present password').count()).toBe(0);
    await dialog().getByLabel('E-mail').fill('ada@example.com');
    await dialog().getByLabel('Present password').fill(admin.password);
    await page.keyboard.press('Enter');
    await closed();
    await page.getByText('ada@example.com').waitFor();
  });

  it('ends other sign-ins of one’s own, one or all', async () => {
    const { page } = here().tab;
    for (let times = 0; times < 3; times += 1) {
      await request(here().daemon.url, 'POST', '/auth/login', { body: admin });
    }
    await show('You');
    await page.reload();
    await page
      .getByRole('button', { name: /^End the sign-in of / })
      .nth(2)
      .waitFor();
    await page
      .getByRole('button', { name: /^End the sign-in of / })
      .first()
      .click();
    await expect.poll(() => page.getByRole('button', { name: /^End the sign-in of / }).count()).toBe(2);
    await page.getByRole('button', { name: 'End all others' }).click();
    await expect.poll(() => page.getByRole('button', { name: /^End the sign-in of / }).count()).toBe(0);
    await row('This one').waitFor();
  });

  it('changes the password and goes on, in a second tab too', async () => {
    const { page } = here().tab;
    const second = await page.context().newPage();
    await second.goto(here().daemon.url);
    await second.getByRole('heading', { name: / is right$/ }).waitFor();
    await show('You');
    await page.getByRole('button', { name: 'Change password' }).click();
    await dialog().getByLabel('Present password').fill(admin.password);
    await dialog().getByLabel('New password').fill('a new sentence for everyone');
    await dialog().getByLabel('Password, once more').fill('a new sentence for everyone');
    await page.keyboard.press('Enter');
    await closed();
    await page.getByText('Changed just now').waitFor();
    // What changes something goes on there with the token of the new cookie.
    await second.getByRole('button', { name: 'Pause automatic checks' }).click();
    await second.getByRole('menuitem', { name: 'For 1 hour' }).click();
    await second.getByRole('heading', { name: 'Checks are paused' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await second.getByText('Signed out in another tab.').waitFor();
    await comeIn(here().tab, { ...admin, password: 'a new sentence for everyone' });
    await page.getByRole('heading', { name: admin.username }).waitFor();
    await second.getByRole('heading', { name: 'Checks are paused' }).waitFor();
    await second.close();
  });

  drewNoComplaint(here);
});
