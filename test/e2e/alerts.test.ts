/** Alerts on the page: a rule tried and made, what it raises noted, silenced and resolved, and what mutes planned ahead. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/api.ts';
import { writeHistory } from '../support/measured-history.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { openTab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

const wanted = needs.all(needs.chromium, needs.linux);
const memory = 'Memory is used';

describe.skipIf(!wanted.ok)(titled('alerts on the page', wanted), () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-alerts-'));
    await writeHistory(folder, Date.now());
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const { here, dialog, closed, go, show, row, rowOf, act, over } = signedIn({ dataDir: () => folder });
  const page = () => here().tab.page;
  const title = (text: string) => page().getByRole('heading', { name: text }).waitFor();
  const details = (name: string) => page().getByRole('cell', { name: `Details of ${name}`, exact: true });
  const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  const area = (name: string) => page().getByRole('region', { name, exact: true });

  // What this machine happens to be like shall raise nothing here.
  beforeAll(async () => {
    const api = await signIn(here().daemon.url);
    const { data } = await api.call<{ rules: { id: string }[] }>('GET', '/alerts/rules');
    for (const { id } of data.rules) await api.call('PUT', `/alerts/rules/${id}`, { enabled: false });
  });

  it('says that nothing needs anybody, and that nobody would be told', async () => {
    await go('Alerts');
    await title('Nothing needs you');
    await page().getByText('No channel is set up: alerts are shown here and told nowhere else.').waitFor();
    await page().getByText('Nothing has fired and ended yet.').waitFor();
    expect(await page().title()).toBe('Alerts · CloudCube');
    expect(await findingsOf(page())).toEqual([]);
  });

  it('lists the rules that come along, and uses one that is not in use', async () => {
    await show('Rules');
    const disk = row('A disk fills up');
    await disk.getByText('File system in use > 90 %, for 5 min').waitFor();
    await disk.getByText('Off', { exact: true }).waitFor();
    await page().getByRole('button', { name: 'From a template' }).click();
    await dialog().getByRole('button', { name: 'Use it: The processor is busy' }).click();
    await dialog()
      .getByRole('button', { name: 'Use it: The processor is busy' })
      .waitFor({ state: 'detached' });
    expect(await findingsOf(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await closed();
    await act('The processor is busy', 'Switch off');
    await row('The processor is busy').getByText('Off', { exact: true }).waitFor();
    await page().getByLabel('Filter rules').fill('processor');
    await row('A disk fills up').waitFor({ state: 'detached' });
    await page().getByLabel('Filter rules').fill('');
  });

  it('shows while a rule is typed when it would have fired', async () => {
    await page().getByRole('button', { name: 'New rule' }).click();
    const would = dialog().getByRole('region', { name: 'When it would have fired' });
    await would.getByText('It would not have fired. Objects it looks at: 1').waitFor();
    await dialog().getByLabel('Threshold (%)').fill('a lot');
    await would.getByText(/^What would have fired is shown as soon as/).waitFor();
    await dialog().getByLabel('Threshold (%)').fill('1');
    await dialog().getByLabel('For at least').fill('');
    await would.getByText(/^It would have fired \d+ ×\. Objects it looks at: 1$/).waitFor();
    const plot = would.getByRole('slider', { name: 'Memory in use > 1 %' });
    await plot.waitFor();
    const painted = await plot.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    expect(painted.length).toBeGreaterThan(2000);
    await would.getByText(/goes on/).waitFor();
    await would.getByRole('button', { name: 'As table: Memory in use > 1 %' }).click();
    await would.getByRole('table').getByRole('row').nth(2).waitFor();
    expect(await findingsOf(page())).toEqual([]);
  });

  it('says what is missing before it keeps a rule, and then it fires', async () => {
    await dialog().getByLabel('For at least').fill('soon');
    await press('Make the rule');
    await dialog().getByText('This is needed.').waitFor();
    await dialog().getByText('Write it like 90s, 5m or 1h.').waitFor();
    await dialog().getByLabel('For at least').fill('');
    await dialog().getByLabel('Name', { exact: true }).fill(memory);
    await dialog().getByLabel('Severity').selectOption('Critical');
    await press('Make the rule');
    await closed();
    await row(memory).getByText('Fires', { exact: true }).waitFor();
    await page()
      .getByRole('link', { name: /^Alerts\s*1 active$/ })
      .waitFor();
    await page()
      .getByRole('button', { name: `Details of ${memory}` })
      .click();
    await details(memory)
      .getByText(/^this machine/)
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
  });

  it('shows what is wrong, its series and what happened, by the keyboard too', async () => {
    await show('Alerts');
    await title(memory);
    await row(memory)
      .getByText(/^Memory in use: \d/)
      .waitFor();
    await page().getByRole('table', { name: 'Active alerts' }).getByRole('row').nth(1).focus();
    await page().keyboard.press('Enter');
    const opened = details(memory);
    await opened.getByRole('slider', { name: 'Memory in use' }).waitFor();
    await opened.getByText(/^Fired at \d/).waitFor();
    await opened.getByText(/metric=system\.memory\.usage/).waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().keyboard.press('Enter');
    await opened.waitFor({ state: 'detached' });
  });

  it('is open where an address names it, as those of the tray do', async () => {
    const api = await signIn(here().daemon.url);
    const { data } = await api.call<{ id: string }[]>('GET', '/monitoring/alerts/active');
    await page().goto(`${here().daemon.url}/alerts?alert=${data[0]?.id ?? ''}`);
    await details(memory)
      .getByText(/^Fired at \d/)
      .waitFor();
    await page().goto(`${here().daemon.url}/alerts?alert=0198f3a0-0000-7000-8000-000000000001`);
    await row(memory).waitFor();
    expect(await details(memory).count()).toBe(0);
  });

  it('is silenced from where it stands, after showing what that mutes', async () => {
    await act(memory, 'Silence');
    expect(await dialog().getByRole('group', { name: 'Condition 1' }).getByLabel('Value').inputValue()).toBe(
      memory,
    );
    await dialog().getByText('Of the active alerts: 1 of 1').waitFor();
    await dialog().getByRole('group', { name: 'Condition 1' }).getByLabel('Value').fill('something else');
    await dialog().getByText('Of the active alerts: 0 of 1').waitFor();
    await dialog().getByRole('group', { name: 'Condition 1' }).getByLabel('Value').fill(memory);
    await dialog().getByLabel('How long').selectOption('4 hours');
    await dialog().getByLabel('Comment').fill('A new module is on its way');
    expect(await findingsOf(page())).toEqual([]);
    await press('Silence');
    await closed();
    await show('Silences and maintenance');
    const silence = rowOf('Silences', memory);
    await silence.getByText('Mutes now: 1').waitFor();
    await silence.getByText('By admin: A new module is on its way').waitFor();
    await act(`alertname is ${memory}`, 'Change');
    await dialog().getByLabel('How long').selectOption('Until resolved');
    await press('Save');
    await closed();
    await silence.getByText(/until the alerts are over$/).waitFor();
    await act(`alertname is ${memory}`, 'End now');
    await dialog().getByText('Alerts that still fire are told then: 1').waitFor();
    await press('End now');
    await closed();
    await page()
      .getByText(/^No alert is silenced\./)
      .waitFor();
    await page()
      .getByText(/^Ended in the last 30 days: \d$/)
      .click();
    await page().getByText('Somebody ended it.').waitFor();
  });

  it('plans maintenance that comes back, and says when', async () => {
    await page().getByRole('button', { name: 'Plan maintenance' }).click();
    await press('Save');
    await dialog().getByText('This is needed.').waitFor();
    await dialog().getByLabel('Name', { exact: true }).fill('Scrub of the pool');
    await dialog().getByLabel('Comes back').selectOption('Every month, by weekday');
    await dialog().getByLabel('On the').selectOption('first');
    await dialog().getByLabel('Lasts').fill('90m');
    await dialog().getByText('Of the active alerts: 1 of 1').waitFor();
    await dialog().getByText('It comes back:').waitFor();
    expect(await dialog().getByRole('listitem').filter({ hasText: /^Sun/ }).count()).toBeGreaterThan(3);
    expect(await findingsOf(page())).toEqual([]);
    await press('Save');
    await closed();
    const scrub = rowOf('Maintenance', 'Scrub of the pool');
    await scrub.getByText('On the first Sunday of the month at 03:00').waitFor();
    await scrub.getByText(/^for 1\sh 30\smin, /).waitFor();
    await act('Scrub of the pool', 'Switch off');
    await scrub.getByText('Off', { exact: true }).waitFor();
    await act('Scrub of the pool', 'Switch on');
    await scrub.getByText(/^Next: Sun, /).waitFor();
  });

  it('keeps quiet hours, and shows all that mutes in a calendar and as a table', async () => {
    await page().getByRole('button', { name: 'Set quiet hours' }).click();
    await dialog().getByLabel('Mon').uncheck();
    await press('Save');
    await closed();
    await area('Quiet hours').getByText('Tue to Sun, 22:30–07:00').waitFor();
    const calendar = area('Calendar');
    await calendar.getByRole('button', { name: 'Next month' }).click();
    await calendar.getByText('Scrub of the pool').first().waitFor();
    await calendar.getByText('Quiet hours').first().waitFor();
    await calendar.getByRole('button', { name: 'As table' }).click();
    await calendar
      .getByRole('row')
      .filter({ hasText: 'Scrub of the pool' })
      .getByText('1 h 30 min')
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await area('Quiet hours').getByRole('button', { name: 'Switch off' }).click();
    await area('Quiet hours').getByText('Off: alerts are told at any hour').waitFor();
  });

  it('lets maintenance go only after asking by name', async () => {
    await act('Scrub of the pool', 'Delete');
    await dialog().getByText('Delete the maintenance Scrub of the pool?').waitFor();
    await press('Delete');
    await closed();
    await page()
      .getByText(/^No maintenance comes back\./)
      .waitFor();
  });

  it('is noted and called done with a word about it, and goes to the history', async () => {
    await show('Alerts');
    await act(memory, 'Take note');
    await dialog().getByLabel('Note').fill('I know');
    await press('Take note');
    await closed();
    await title('Nothing new: alerts that somebody has taken note of: 1');
    await row(memory).getByText('admin has taken note of it. “I know”').waitFor();
    await act(memory, 'Call it done');
    await dialog().getByLabel('Note').fill('More memory');
    await press('Call it done');
    await closed();
    await title('Nothing needs you');
    const past = rowOf('History', memory);
    await past.getByText('admin called it done. “More memory”').waitFor();
    await area('History').getByLabel('Severity').selectOption('Warning');
    await page().getByText('Nothing of this kind has fired and ended.').waitFor();
    await area('History').getByLabel('Severity').selectOption('Any severity');
    await past.waitFor();
  });

  it('changes a rule and lets it go', async () => {
    await show('Rules');
    await act(memory, 'Change');
    await dialog().getByLabel('Threshold (%)').fill('99');
    await dialog().getByText('More settings').click();
    await dialog().getByLabel('Well again at').fill('99.5');
    await press('Save');
    await dialog().getByText('It has to be on the good side of the threshold.').waitFor();
    await dialog().getByLabel('Well again at').fill('90');
    expect(await findingsOf(page())).toEqual([]);
    await press('Save');
    await closed();
    await row(memory).getByText('Memory in use > 99 %').waitFor();
    await act(memory, 'Delete');
    await dialog().getByText(`Delete the rule ${memory}?`).waitFor();
    await press('Delete');
    await closed();
    await row(memory).waitFor({ state: 'detached' });
  });

  it('offers nothing to who may only look', async () => {
    const { daemon, browser } = here();
    const eve = { username: 'eve', password: 'a sentence that only eve knows' };
    const api = await signIn(daemon.url);
    expect((await api.call('POST', '/users', { ...eve, role: 'user' })).status).toBe(201);
    const tab = await openTab(browser);
    await tab.page.goto(`${daemon.url}/alerts/rules`);
    await comeIn(tab, eve);
    await tab.page.getByRole('button', { name: 'Details of A disk fills up' }).waitFor();
    expect(
      await tab.page.getByRole('button', { name: /^(New rule|From a template|Actions for .*)$/ }).count(),
    ).toBe(0);
    await tab.page.goto(`${daemon.url}/alerts/silences`);
    await tab.page.getByText('Off: alerts are told at any hour').waitFor();
    expect(
      await tab.page
        .getByRole('button', { name: /^(Silence alerts|Plan maintenance|Set .*|Change)$/ })
        .count(),
    ).toBe(0);
    await tab.close();
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    const parts = [
      ['Alerts', '告警'],
      ['Rules', '规则'],
      ['Silences and maintenance', '静默与维护'],
    ] as const;
    for (const [part] of parts) {
      await show(part);
      await page().locator('[aria-busy=true]').waitFor({ state: 'detached' });
      for (const colorScheme of ['dark', 'light'] as const) {
        await page().emulateMedia({ colorScheme });
        expect(await findingsOf(page()), `${part}, ${colorScheme}`).toEqual([]);
      }
    }
    await page().setViewportSize({ width: 360, height: 800 });
    for (const language of [0, 1] as const) {
      for (const part of parts) {
        await page()
          .getByRole('navigation', { name: language === 0 ? 'Parts of this page' : '本页各部分' })
          .getByRole('link', { name: part[language], exact: true })
          .click();
        expect(await over(), part[language]).toBe(0);
        expect(await findingsOf(page()), part[language]).toEqual([]);
      }
      if (language === 0) await page().getByRole('button', { name: '中文' }).click();
    }
  });

  drewNoComplaint(here);
});
