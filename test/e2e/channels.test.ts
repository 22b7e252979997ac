/** Channels, routes and the delivery log on the page, over a receiver that takes messages and refuses them. */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';
import { openTab } from './support/browser.ts';

const house = 'Home Assistant';
const phone = 'Phone';

interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

describe.skipIf(!needs.chromium.ok)(titled('channels on the page', needs.chromium), () => {
  const { here, dialog, closed, go, show, row, rowOf, act, focused, over } = signedIn();
  const page = () => here().tab.page;
  const received: Received[] = [];
  let receiver: Server;
  let origin: string;
  let status = 200;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        received.push({ path: request.url ?? '', headers: request.headers, body });
        response.writeHead(status).end(status === 200 ? 'thanks' : 'who are you');
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    origin = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const button = (name: string) => page().getByRole('button', { name, exact: true });
  const save = () => dialog().getByRole('button', { name: 'Save', exact: true }).click();
  const order = () =>
    page().getByRole('table', { name: 'Who is told of what' }).locator('strong').allTextContents();

  it('says what a channel is, and offers the usual ones', async () => {
    await go('Alerts');
    await show('Channels');
    await page()
      .getByText(/^A channel is a way by which CloudCube tells you/)
      .waitFor();
    const offers = page().getByRole('group', { name: 'To begin with' });
    await offers.getByRole('button', { name: 'Telegram' }).click();
    expect(await dialog().getByLabel('Kind').inputValue()).toBe('telegram');
    expect(await dialog().getByLabel('Name', { exact: true }).inputValue()).toBe('Telegram');
    await save();
    await dialog().getByText('This is needed.').first().waitFor();
    await dialog().getByLabel('Bot token').fill('not a token');
    await dialog().getByText('This does not fit here.').waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await closed();
    expect(await page().title()).toBe('Channels · CloudCube');
  });

  it('keeps a channel, sends a test that is signed, and says that it was taken', async () => {
    await button('Add channel').click();
    await dialog().getByLabel('Kind').selectOption('Webhook');
    await dialog().getByLabel('Name', { exact: true }).fill(house);
    await dialog().getByLabel('Address', { exact: true }).fill(`${origin}/house?key=hidden-key`);
    await dialog().getByRole('button', { name: 'Make a signing secret' }).click();
    const secret =
      (await dialog()
        .getByText(/^whsec_\S+=$/)
        .textContent()) ?? '';
    await dialog().getByRole('button', { name: 'Save and test' }).click();
    await closed();
    await page().getByText(`${house} took the message. Look whether it has arrived.`).waitFor();
    await row(house).getByText('Works', { exact: true }).waitFor();
    await row(house)
      .getByText(/^Last sent: (just now|\d+ s ago)$/)
      .waitFor();

    const [{ path, headers, body }] = received as [Received];
    expect(path).toBe('/house?key=hidden-key');
    expect(body).toContain('CloudCube test message');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    const drawn = await page().content();
    expect(drawn).not.toContain('hidden-key');
    expect(drawn).not.toContain(secret);
  });

  it('says why a channel was stopped and how it is mended, and goes on once it is', async () => {
    status = 401;
    await button(`Test ${house}`).click();
    await page().getByText(`Not sent by ${house}.`).waitFor();
    await row(house).getByText('Stopped', { exact: true }).waitFor();
    await row(house)
      .getByText(/^The channel does not accept its key or password: .*401/)
      .waitFor();
    await row(house)
      .getByText(/^Nothing is sent until that is mended: edit the channel/)
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    status = 200;
    await button(`Edit ${house}`).click();
    // What is kept is not shown, only that it is.
    expect(await dialog().getByLabel('Address', { exact: true }).inputValue()).toBe('');
    await dialog().getByRole('button', { name: 'Save and test' }).click();
    await page().getByText(`${house} took the message.`).waitFor();
    await row(house).getByText('Works', { exact: true }).waitFor();
  });

  it('wants the secrets again where another place is named', async () => {
    await button('Add channel').click();
    await dialog().getByLabel('Kind').selectOption('Gotify');
    await dialog().getByLabel('Name', { exact: true }).fill(phone);
    await dialog().getByLabel('Server', { exact: true }).fill(`${origin}/gotify`);
    await dialog().getByLabel('Application token', { exact: true }).fill('A.token');
    await page().keyboard.press('Enter');
    await closed();
    await row(phone).getByText('Not tried yet').waitFor();
    await row(phone).getByText(`${origin}/gotify`).waitFor();
    await act(phone, 'Edit');
    await dialog().getByLabel('Server', { exact: true }).fill('http://127.0.0.1:9/');
    await save();
    await dialog().getByText('the secrets have to be given again', { exact: false }).waitFor();
    await page().keyboard.press('Escape');
    await closed();
  });

  it('takes routes in an order that the keyboard can change', async () => {
    await page()
      .getByText(/^No routes are needed to begin with\./)
      .waitFor();
    for (const [name, channel] of [
      ['Disks', house],
      ['Urgent', phone],
    ] as const) {
      await button('Add route').click();
      await save();
      await dialog().getByText('This is needed.').waitFor();
      await dialog().getByLabel('Name', { exact: true }).fill(name);
      await dialog().getByRole('group', { name: 'Tell by' }).getByLabel(channel, { exact: true }).check();
      if (name === 'Disks') {
        await dialog().getByRole('button', { name: 'Add condition' }).click();
        const condition = dialog().getByRole('group', { name: 'Condition 1' });
        await condition.getByLabel('Label').fill('mount');
        await condition.getByLabel('How').selectOption('fits (regex)');
        await condition.getByLabel('Value').fill('/srv/(');
        await save();
        // What is no expression only the server knows.
        await dialog().getByText('The pattern /srv/( cannot be read', { exact: false }).waitFor();
        await condition.getByLabel('Value').fill('/srv/.*');
        await dialog().getByLabel('Stand-in 1').selectOption(phone);
        await dialog().getByLabel('Stand in after (minutes)').fill('7');
        await dialog().getByText('Gathering and order').click();
        await dialog().getByLabel('Gather for (seconds)').fill('0');
        expect(await findingsOf(page())).toEqual([]);
      } else await dialog().getByLabel('Critical').check();
      await save();
      await closed();
    }
    const routes = 'Who is told of what';
    await rowOf(routes, 'Disks').getByText('mount=~"/srv/.*"').waitFor();
    await rowOf(routes, 'Disks').getByText(`else ${phone}, after 7 min`).waitFor();
    expect(await order()).toEqual(['Disks', 'Urgent']);
    await button('Move Disks down').focus();
    await page().keyboard.press('Enter');
    await expect.poll(order).toEqual(['Urgent', 'Disks']);
    // It went along, to the button that has something to do.
    await expect.poll(focused).toBe('Move Disks up');
    await page().keyboard.press('Enter');
    await expect.poll(order).toEqual(['Disks', 'Urgent']);
  });

  it('tells who would be told, and why nobody else', async () => {
    const answer = page().getByRole('region', { name: 'Who would be told?' });
    await answer.getByLabel('Labels').fill('no label');
    await answer.getByRole('button', { name: 'Show' }).click();
    await answer.getByText('A line is not a label and its value.').waitFor();
    await answer.getByLabel('Labels').fill('mount: /srv/media');
    await answer.getByRole('button', { name: 'Show' }).click();
    await answer.getByRole('listitem').filter({ hasText: house }).getByText('at once').waitFor();
    await answer.getByText('A route before this one has taken it.').waitFor();
    await answer.getByLabel('Labels').fill('');
    await answer.getByRole('button', { name: 'Show' }).click();
    // Warnings that no route takes go to all.
    await answer.getByText('No route takes it, so every channel tells of it.').waitFor();
    // The answer follows what is changed.
    await page().getByLabel('What no route takes goes to').selectOption('Nobody');
    await answer.getByText('Nobody is told').waitFor();
    await act('Urgent', 'Switch off');
    await answer.getByText('This route is switched off.').waitFor();
    await act('Urgent', 'Delete');
    await dialog().getByRole('button', { name: 'Delete route' }).click();
    await closed();
    await expect.poll(order).toEqual(['Disks']);
  });

  it('keeps a log of what was sent and what failed, opened in place, and sends a failed one again', async () => {
    await show('Delivery log');
    await expect.poll(() => page().title()).toBe('Delivery log · CloudCube');
    await page().getByLabel('Outcome', { exact: true }).selectOption('Failed');
    const failed = page().getByRole('row').filter({ hasText: 'HTTP 401' });
    await failed.waitFor();
    await failed.focus();
    await page().keyboard.press('Enter');
    const details = page().getByRole('cell', { name: 'Details of CloudCube test message' });
    await details.getByText(/^Messages from .* arrive here\.$/).waitFor();
    await details
      .getByRole('region', { name: 'Tries' })
      .getByText(/^Not taken · The channel does not accept/)
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    const before = received.length;
    await button('Send again: CloudCube test message').click();
    await expect.poll(() => received.length).toBe(before + 1);
    await page().getByLabel('Outcome', { exact: true }).selectOption('Sent');
    await page().getByText('Stands in for an earlier one').waitFor();
    await page().getByLabel('Channel', { exact: true }).selectOption(phone);
    await page().getByText('Nothing fits this choice.').waitFor();
  });

  it('shows the log of one channel from its row', async () => {
    await show('Channels');
    await page()
      .getByRole('link', { name: `Delivery log ${house}` })
      .click();
    await page().getByRole('table', { name: 'Delivery log' }).waitFor();
    expect(await page().getByLabel('Channel', { exact: true }).locator('option:checked').textContent()).toBe(
      house,
    );
    await show('Channels');
  });

  it('is switched off and on, and is not let go while a route names it', async () => {
    await act(phone, 'Switch off');
    await row(phone).getByText('Off', { exact: true }).waitFor();
    expect(await button(`Test ${phone}`).count()).toBe(0);
    await act(phone, 'Switch on');
    await button(`Test ${phone}`).waitFor();
    await act(phone, 'Delete');
    await dialog().getByText('Routes still name it: Disks.', { exact: false }).waitFor();
    expect(await dialog().getByRole('button', { name: 'Delete channel' }).count()).toBe(0);
    await dialog().getByText('Close', { exact: true }).click();
    await closed();
  });

  it('offers nothing to who may only look', async () => {
    const { daemon, browser } = here();
    const eve = { username: 'eve', password: 'a sentence that only eve knows' };
    const api = await signIn(daemon.url);
    expect((await api.call('POST', '/users', { ...eve, role: 'user' })).status).toBe(201);
    const tab = await openTab(browser);
    await tab.page.goto(`${daemon.url}/alerts/channels`);
    await comeIn(tab, eve);
    await tab.page.getByText(house, { exact: true }).first().waitFor();
    await tab.page.getByText('mount=~"/srv/.*"').waitFor();
    for (const name of [/^Add /, /^Actions for /, /^Test /, /^Move /]) {
      expect(await tab.page.getByRole('button', { name }).count(), String(name)).toBe(0);
    }
    expect(await tab.page.getByLabel('What no route takes goes to').isDisabled()).toBe(true);
    await tab.page.goto(`${daemon.url}/alerts/deliveries`);
    await tab.page.getByRole('table', { name: 'Delivery log' }).waitFor();
    expect(await tab.page.getByRole('button', { name: /^Send again/ }).count()).toBe(0);
    await tab.close();
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    for (const section of ['Channels', 'Delivery log']) {
      await show(section);
      await page().getByRole('heading', { name: section, exact: true }).waitFor();
      for (const colorScheme of ['dark', 'light'] as const) {
        await page().emulateMedia({ colorScheme });
        expect(await findingsOf(page()), `${section} ${colorScheme}`).toEqual([]);
      }
    }
    await page().setViewportSize({ width: 360, height: 800 });
    await page()
      .getByRole('button', { name: /^Details of/ })
      .last()
      .click();
    await page().getByRole('region', { name: 'Tries' }).waitFor();
    expect(await over()).toBe(0);
    await show('Channels');
    await button(`Test ${house}`).waitFor();
    expect(await over()).toBe(0);
    await button('中文').click();
    await page().getByRole('heading', { name: '通知渠道' }).waitFor();
    await page().getByText('会通知谁？').waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
    await page()
      .getByRole('navigation', { name: '本页各部分' })
      .getByRole('link', { name: '发送记录' })
      .click();
    await page().getByRole('table', { name: '发送记录' }).waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
  });

  drewNoComplaint(here);
});
