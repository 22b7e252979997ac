/** Who may come in, as its owner meets it on the page: two steps, users and roles, keys of programs, other sign-ins. */
import { createHmac } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import { client, startIssuer } from '../fakes/issuer.ts';
import { admin, adminEnv, request, signIn } from '../support/api.ts';
import { startDaemon, type Daemon } from '../support/daemon.ts';
import { needs, titled } from '../support/needs.ts';
import { launch, openTab, type Tab } from './support/browser.ts';

const ben = { username: 'ben', password: 'a sentence that only ben knows' } as const;

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

describe.skipIf(!needs.chromium.ok)(titled('access on the page', needs.chromium), () => {
  let daemon: Daemon;
  let browser: Browser;
  let tab: Tab;

  beforeAll(async () => {
    [daemon, browser] = await Promise.all([
      startDaemon({ flags: ['--key-source', 'file'], env: adminEnv }),
      launch(),
    ]);
    tab = await openTab(browser, { viewport: { width: 1280, height: 900 } });
    await tab.page.goto(daemon.url);
    await comeIn(tab, admin);
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      await tab.page.screenshot({ path: `test-results/${task.name.replace(/\W+/g, '-')}.png` });
    });
  });
  afterAll(async () => {
    await browser.close();
    await daemon.stop();
  });

  async function comeIn({ page }: Tab, who: { username: string; password: string }): Promise<void> {
    await page.getByLabel('User name').fill(who.username);
    await page.getByLabel('Password', { exact: true }).fill(who.password);
    await page.keyboard.press('Enter');
  }
  const dialog = () => tab.page.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });
  const row = (text: string) =>
    tab.page.getByRole('row').filter({ has: tab.page.getByText(text, { exact: true }) });
  const show = (section: string) =>
    tab.page
      .getByRole('navigation', { name: 'Parts of this page' })
      .getByRole('link', { name: section })
      .click();
  async function act(name: string, action: string): Promise<void> {
    await tab.page.getByRole('button', { name: `Actions for ${name}` }).click();
    await tab.page.getByRole('menuitem', { name: action, exact: true }).click();
  }
  const withKey = (key: string, path: string, init: RequestInit = {}) =>
    fetch(`${daemon.url}/api/v2${path}`, { ...init, headers: { 'x-api-key': key } });
  const over = () =>
    tab.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it('shows who is signed in, what they may do, and where', async () => {
    const { page } = tab;
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
    const { page } = tab;
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
    const { page } = tab;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await comeIn(tab, admin);
    await page.getByLabel('Code of your app').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code of your app').fill(codeOf(secret, 1));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: admin.username }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await comeIn(tab, admin);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recovery);
    await page.keyboard.press('Enter');
    await page.getByText('Recovery codes left: 9').waitFor();
  });

  it('turns it off again with the password', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Turn off' }).click();
    await dialog().getByLabel('Present password').fill(admin.password);
    await dialog().getByRole('button', { name: 'Turn off' }).click();
    await closed();
    await page.getByText('Off: the password alone lets you in.').waitFor();
  });

  it('changes the name at once, the e-mail address with the password', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Edit name and e-mail' }).click();
    await dialog().getByLabel('Full name').fill('Ada Example');
    expect(await dialog().getByLabel('Present password').count()).toBe(0);
    await dialog().getByLabel('E-mail').fill('ada@example.com');
    await dialog().getByLabel('Present password').fill(admin.password);
    await page.keyboard.press('Enter');
    await closed();
    await page.getByText('ada@example.com').waitFor();
  });

  it('makes a role of chosen permissions, and a user who has the least', async () => {
    const { page } = tab;
    await show('Roles');
    await page.getByRole('button', { name: 'Add role' }).click();
    await dialog().getByLabel('Name', { exact: true }).fill('Keeper');
    await dialog().getByRole('button', { name: 'Add role' }).click();
    await dialog().getByText('Choose at least one.').waitFor();
    await dialog().getByText('1 to 64 small letters').waitFor();
    await dialog().getByLabel('Name', { exact: true }).fill('keeper');
    await dialog().getByRole('checkbox', { name: 'Names: all' }).check();
    expect(await dialog().getByRole('checkbox', { name: 'Names: see' }).isChecked()).toBe(true);
    expect(await dialog().getByRole('checkbox', { name: 'Names: see' }).isDisabled()).toBe(true);
    await dialog().getByRole('button', { name: 'Add role' }).click();
    await closed();
    await row('keeper').getByText('Names: all').waitFor();
    await row('Administrator').getByRole('button', { name: 'Show' }).click();
    expect(await dialog().getByRole('checkbox', { name: 'Users: manage' }).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await closed();

    await show('Users');
    await page.getByRole('button', { name: 'Add user' }).click();
    await dialog().getByLabel('User name').fill(ben.username);
    await dialog().getByLabel('First password').fill(ben.password);
    await dialog().getByLabel('Password, once more').fill(ben.password);
    await dialog().getByText('Names: see').waitFor();
    await dialog().getByRole('button', { name: 'Add user' }).click();
    await closed();
    await row('ben').getByText('User', { exact: true }).waitFor();
  });

  it('finds users by name, role and state', async () => {
    const { page } = tab;
    await page.getByLabel('Search by name or e-mail').fill('ada@');
    await row('ben').waitFor({ state: 'detached' });
    await page.getByLabel('Search by name or e-mail').fill('nobody of this name');
    await page.getByText('No user fits this.').waitFor();
    await page.getByLabel('Search by name or e-mail').fill('');
    await page.getByRole('search').getByLabel('Role').selectOption('user');
    await row('ben').waitFor();
    await row(admin.username).waitFor({ state: 'detached' });
    await page.getByRole('search').getByLabel('State').selectOption('disabled');
    await page.getByText('No user fits this.').waitFor();
    await page.getByRole('search').getByLabel('State').selectOption('');
    await page.getByRole('search').getByLabel('Role').selectOption('');
    await row(admin.username).waitFor();
  });

  it('offers a reader nothing that a reader may not do', async () => {
    const other = await openTab(browser, { viewport: { width: 390, height: 844 } });
    const { page } = other;
    await page.goto(`${daemon.url}/access?show=users`);
    await comeIn(other, ben);
    await page.getByRole('heading', { name: ben.username }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Parts of this page' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Names' }).click();
    await page.getByRole('table', { name: 'Names' }).waitFor();
    expect(await page.getByRole('button', { name: /Add name|Update now|Pause/ }).count()).toBe(0);
    await page.getByRole('button', { name: /^Actions for / }).click();
    await page.getByRole('menuitem', { name: 'History' }).waitFor();
    expect(await page.getByRole('menuitem').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Accounts' }).click();
    await page.getByText('No accounts yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Add account' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('table', { name: 'Address sources' }).waitFor();
    expect(await page.getByRole('button', { name: /Ask|Add source|Let a device in/ }).count()).toBe(0);
    expect(other.complaints).toEqual([]);

    // Ends elsewhere: here it says so.
    await act(ben.username, 'Sign-ins');
    await dialog()
      .getByRole('button', { name: /^End the sign-in of Chrome/ })
      .click();
    await dialog().getByText('Signed in nowhere.').waitFor();
    await tab.page.keyboard.press('Escape');
    await closed();
    await page.getByText('The sign-in was ended: elsewhere,').waitFor();
    await other.close();
  });

  it('ends other sign-ins of one’s own, one or all', async () => {
    const { page } = tab;
    for (let times = 0; times < 3; times += 1) {
      await request(daemon.url, 'POST', '/auth/login', { body: admin });
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

  let key = '';

  it('makes an API key that is shown once, limited to what was chosen', async () => {
    const { page } = tab;
    await show('API keys');
    await page.getByRole('button', { name: 'Make key' }).click();
    await dialog().getByLabel('Name', { exact: true }).fill('Prometheus');
    await dialog().getByRole('checkbox', { name: 'Names: see' }).check();
    await dialog().getByLabel('Valid').selectOption('30');
    await dialog().getByText('Networks and limits').click();
    await dialog().getByLabel('Networks').fill('127.0.0.0/8\n::1');
    await dialog().getByLabel('Requests').fill('100');
    await dialog().getByRole('button', { name: 'Make key' }).click();
    await dialog().getByText('1 to 10000 requests in 1 to 86400 seconds').waitFor();
    await dialog().getByLabel('in so many seconds').fill('60');
    await dialog().getByRole('button', { name: 'Make key' }).click();
    await dialog().getByText('It is shown this once').waitFor();
    key = (await dialog()
      .getByRole('button', { name: /^Copy ccb_/ })
      .getAttribute('aria-label'))!.slice(5);
    await dialog().getByText(`curl -H 'X-API-Key: ${key}' ${daemon.url}/api/v2/ddns/status`).waitFor();
    await dialog().getByRole('button', { name: 'I have kept it' }).click();
    await closed();
    await row('Prometheus').getByText('Names: see').waitFor();
    expect(await page.content()).not.toContain(key);

    expect((await withKey(key, '/ddns/status')).status).toBe(200);
    expect((await withKey(key, '/ddns/resume', { method: 'POST' })).status).toBe(403);
    expect((await withKey(key, '/users')).status).toBe(403);
  });

  it('switches a key off and on, gives it a new secret and revokes it', async () => {
    await act('Prometheus', 'Switch off');
    await row('Prometheus').getByText('Off', { exact: true }).waitFor();
    expect((await withKey(key, '/ddns/status')).status).toBe(401);
    await act('Prometheus', 'Switch on');
    await row('Prometheus').getByText('Active', { exact: true }).waitFor();
    expect((await withKey(key, '/ddns/status')).status).toBe(200);

    await act('Prometheus', 'New secret');
    await dialog().getByRole('button', { name: 'New secret' }).click();
    const next = (await dialog()
      .getByRole('button', { name: /^Copy ccb_/ })
      .getAttribute('aria-label'))!.slice(5);
    await dialog().getByRole('button', { name: 'I have kept it' }).click();
    await closed();
    expect((await withKey(key, '/ddns/status')).status).toBe(401);
    expect((await withKey(next, '/ddns/status')).status).toBe(200);

    await act('Prometheus', 'Revoke');
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await closed();
    await row('Prometheus').getByText('Revoked', { exact: true }).waitFor();
    expect((await withKey(next, '/ddns/status')).status).toBe(401);
    expect(await tab.page.getByRole('button', { name: 'Actions for Prometheus' }).count()).toBe(0);
  });

  it('keeps a user out, lets them in with another password, and deletes them by their name', async () => {
    const { page } = tab;
    const tryIn = (password: string) =>
      request(daemon.url, 'POST', '/auth/login', { body: { username: ben.username, password } });
    await show('Users');
    await act(ben.username, 'Keep out');
    await dialog().getByRole('button', { name: 'Keep out' }).click();
    await closed();
    await row(ben.username).getByText('Kept out').waitFor();
    expect((await tryIn(ben.password)).status).toBe(403);
    await act(ben.username, 'Let in again');
    await dialog().getByRole('button', { name: 'Let in again' }).click();
    await closed();
    const next = 'another sentence for ben';
    await act(ben.username, 'Set a new password');
    await dialog().getByLabel('New password').fill('passwordpassword');
    await dialog().getByLabel('Password, once more').fill('passwordpassword');
    await page.keyboard.press('Enter');
    await dialog().getByRole('alert').waitFor();
    await dialog().getByLabel('New password').fill(next);
    await dialog().getByLabel('Password, once more').fill(next);
    await page.keyboard.press('Enter');
    await closed();
    expect((await tryIn(next)).status).toBe(200);

    await act(ben.username, 'Delete user');
    await dialog().getByRole('button', { name: 'Delete user' }).click();
    await dialog().getByText('This is not the user name.').waitFor();
    await dialog().getByLabel('To confirm, type ben').fill(ben.username);
    await dialog().getByRole('button', { name: 'Delete user' }).click();
    await closed();
    await row(ben.username).waitFor({ state: 'detached' });
  });

  it('changes the password and goes on, in a second tab too', async () => {
    const { page } = tab;
    const second = await page.context().newPage();
    await second.goto(daemon.url);
    await second.getByRole('table', { name: 'Names' }).waitFor();
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
    await comeIn(tab, { ...admin, password: 'a new sentence for everyone' });
    await page.getByRole('heading', { name: admin.username }).waitFor();
    await second.getByRole('heading', { name: 'Checks are paused' }).waitFor();
    await second.close();
  });

  it('comes in by the one-time address of the console, once, and keeps it in no history', async () => {
    const link = async () => {
      const answer = await callControl(daemon.dataDir, 'ticket', []);
      if (answer?.ok !== true) throw new Error('The program gave no address');
      return String(answer.result);
    };
    const address = await link();
    const other = await openTab(browser);
    await other.page.goto(address);
    await other.page.getByRole('table', { name: 'Names' }).waitFor();
    expect(other.page.url()).toBe(`${daemon.url}/`);
    // Whoever is in already loses nothing by an address that was used.
    await other.page.goto(address);
    await other.page.getByRole('table', { name: 'Names' }).waitFor();
    await other.close();

    const late = await openTab(browser);
    await late.page.goto(address);
    await late.page.getByRole('alert').getByText('The address has been used').waitFor();
    expect(late.page.url()).toBe(`${daemon.url}/sign-in`);
    await late.page.goto(await link());
    await late.page.getByRole('table', { name: 'Names' }).waitFor();
    await late.close();
  });

  it('offers the other services to sign in at, and says what went wrong there', async () => {
    // The provider warns of being a test's.
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(console, 'info').mockReturnValue();
    const issuer = await startIssuer('id_token', daemon.url);
    const other = await openTab(browser);
    try {
      const { page } = other;
      const api = await signIn(daemon.url, { ...admin, password: 'a new sentence for everyone' });
      const rules = { role_claim: 'groups', role_map: { family: 'user' }, scopes: ['profile', 'groups'] };
      const made = await api.call('POST', '/auth/oidc/providers', {
        ...{ id: 'home', title: 'Home accounts', issuer: issuer.url, ...client, ...rules },
      });
      expect(made.status).toBe(201);
      issuer.people['ada'] = { preferred_username: 'ada', name: 'Ada at home', groups: ['others'] };

      await page.goto(daemon.url);
      const there = async () => {
        await page.getByRole('link', { name: 'Sign in at Home accounts' }).click();
        await page.locator('input[name=login]').fill('ada');
        await page.locator('input[name=password]').fill('any');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Continue' }).click();
      };
      await there();
      await page.getByRole('alert').getByText('gives you no role here').waitFor();
      expect(page.url()).toBe(`${daemon.url}/sign-in`);
      issuer.people['ada'] = { ...issuer.people['ada'], groups: ['family'] };
      await page.getByRole('link', { name: 'Sign in at Home accounts' }).click();
      await page.getByRole('table', { name: 'Names' }).waitFor();
      await page.getByRole('link', { name: 'Access' }).click();
      await page.getByText('Ada at home').waitFor();
    } finally {
      await other.close();
      await issuer.stop();
      vi.restoreAllMocks();
    }
  });

  it('speaks Chinese and fits a phone', async () => {
    const { page } = tab;
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '两步登录' }).waitFor();
    for (const section of ['我', '用户', '角色', 'API 密钥']) {
      await page
        .getByRole('navigation', { name: '本页各部分' })
        .getByRole('link', { name: section, exact: true })
        .click();
      await page.getByRole('row').first().waitFor();
      expect(await over()).toBe(0);
    }
  });

  it('drew no complaint of the browser, the content security policy included', () => {
    expect(tab.complaints).toEqual([]);
  });
});
