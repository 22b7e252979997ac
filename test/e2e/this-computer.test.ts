/** What holds for the tray app on this computer, on the page Settings; a stand-in of the shell holds the page to its schema. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import type { TSchema } from 'typebox';
import { ipcCalls, type IpcName, type IpcOutput } from '../../shared/shell/ipc.ts';
import { admin } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { openTab, type Tab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

describe.skipIf(!needs.chromium.ok)(titled('the tray app in Settings', needs.chromium), () => {
  const { here } = signedIn();
  type Surroundings = IpcOutput<'describe'>;
  let tab: Tab;
  const asked: { readonly name: IpcName; readonly input: unknown }[] = [];
  const surroundings: Surroundings = {
    ...{ system: 'linux', version: '0.1.0', core: 'attached', can_update: false },
    preferences: {
      ...{ language: 'system', start_at_login: false, start_minimised: false, close_hides: true },
      ...{ hiding_told: true, popover: true, auto_update: true, version_told: '' },
      notifications: { alerts: true, names: true, updates: true, core: true },
    },
  };
  /** In the place of the shell: what does not fit the schema is refused, as it is there. */
  function answer(name: IpcName, input: unknown): unknown {
    const schema: TSchema = ipcCalls[name].input;
    if (!Value.Check(schema, input)) throw new Error('Not what is asked for');
    asked.push({ name, input });
    if (name === 'describe') return surroundings;
    if (name === 'openFolder') return null;
    Object.assign(surroundings.preferences, input);
    return surroundings.preferences;
  }

  beforeAll(async () => {
    const { browser, daemon } = here();
    tab = await openTab(browser, { viewport: { width: 1280, height: 900 } });
    await tab.page.exposeFunction('askShell', answer);
    await tab.page.addInitScript(() => {
      const ask = (name: string, input: unknown): unknown =>
        (globalThis as unknown as { askShell: (name: string, input: unknown) => unknown }).askShell(
          name,
          input,
        );
      Object.assign(globalThis, {
        cloudcube: {
          describe: () => ask('describe', null),
          changePreferences: (input: unknown) => ask('changePreferences', input),
          openFolder: (input: unknown) => ask('openFolder', input),
        },
      });
    });
    await tab.page.goto(`${daemon.url}/settings`);
    await comeIn(tab, admin);
  });
  afterAll(() => tab.close());

  it('shows what was chosen for this computer, as far as it means anything there', async () => {
    const part = tab.page.getByRole('region', { name: 'This computer' });
    await part.getByText('The tray app shows a CloudCube that runs by itself.').waitFor();
    expect(await part.getByLabel('Closing the window').isChecked()).toBe(true);
    // Linux tells nobody where the icon is.
    expect(await part.getByLabel('A click on the icon').count()).toBe(0);
  });

  it('asks the shell for each change, and shows what it answers', async () => {
    const part = tab.page.getByRole('region', { name: 'This computer' });
    asked.length = 0;
    await part.getByLabel('Start when I sign in').click();
    await part.getByLabel('Names that changed or failed').click();
    await part.getByLabel('Language of the tray').selectOption('zh-CN');
    await part.getByRole('button', { name: 'Show the log files' }).click();
    await expect.poll(() => asked.length).toBe(4);
    expect(asked).toEqual([
      { name: 'changePreferences', input: { start_at_login: true } },
      {
        name: 'changePreferences',
        input: { notifications: { alerts: true, names: false, updates: true, core: true } },
      },
      { name: 'changePreferences', input: { language: 'zh-CN' } },
      { name: 'openFolder', input: { which: 'logs' } },
    ]);
    await expect.poll(() => part.getByLabel('Start when I sign in').isChecked()).toBe(true);
    await expect.poll(() => part.getByLabel('Names that changed or failed').isChecked()).toBe(false);
    expect(await findingsOf(tab.page)).toEqual([]);
    expect(tab.complaints).toEqual([]);
  });

  it('is not there in a browser', async () => {
    const page = here().tab.page;
    await page.goto(`${here().daemon.url}/settings`);
    await page.getByRole('region', { name: 'Names', exact: true }).waitFor();
    await expect.poll(() => page.getByRole('region', { name: 'This computer' }).count()).toBe(0);
  });

  drewNoComplaint(here);
});
