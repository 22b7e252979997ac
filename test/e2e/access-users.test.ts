/** Users and roles, as an administrator meets them on the page. */
import { beforeAll, describe, expect, it } from 'vitest';
import { admin, request, signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { openTab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

const ben = { username: 'ben', password: 'a sentence that only ben knows' } as const;

describe.skipIf(!needs.chromium.ok)(titled('users and roles on the page', needs.chromium), () => {
  const { here, dialog, closed, row, go, show, act } = signedIn();

  beforeAll(async () => {
    const api = await signIn(here().daemon.url);
    const body = { email: 'ada@example.com', current_password: admin.password };
    expect((await api.call('PUT', '/users/me/profile', body)).status).toBe(200);
  });

  it('makes a role of chosen permissions, and a user who has the least', async () => {
    const { page } = here().tab;
    await go('Access');
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
    const { page } = here().tab;
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
    const other = await openTab(here().browser, { viewport: { width: 390, height: 844 } });
    const { page } = other;
    await page.goto(`${here().daemon.url}/access?show=users`);
    await comeIn(other, ben);
    await page.getByRole('heading', { name: ben.username }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Parts of this page' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Names' }).click();
    await page.getByRole('table', { name: 'Names' }).waitFor();
    expect(await page.getByRole('button', { name: /Add name|Update now|Pause/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Actions for / }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('table', { name: 'Names' }).getByRole('row').last().press('Enter');
    await page.getByRole('table', { name: 'History' }).waitFor();
    expect(await page.getByRole('button', { name: /Edit|Update now/ }).count()).toBe(0);
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
    await here().tab.page.keyboard.press('Escape');
    await closed();
    await page.getByText('The sign-in was ended: elsewhere,').waitFor();
    await other.close();
  });

  it('keeps a user out, lets them in with another password, and deletes them by their name', async () => {
    const { page } = here().tab;
    const tryIn = (password: string) =>
      request(here().daemon.url, 'POST', '/auth/login', { body: { username: ben.username, password } });
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

  drewNoComplaint(here);
});
