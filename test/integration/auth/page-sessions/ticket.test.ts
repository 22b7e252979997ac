/** A ticket of the control socket opens the page. */
import { describe, expect, it } from 'vitest';
import { startHome } from '../home.ts';
import { createInstallation } from '../installation.ts';
import { sentBack } from '../page.ts';

const home = startHome();

describe('a ticket of the control socket', () => {
  const redeem = (ticket: string) => home().call('POST', '/auth/ticket', { body: { ticket } });

  it('opens the page once, for the first administrator', async () => {
    const ticket = home().running().auth.ticket();
    expect(ticket).toMatch(/^ccT_[\w-]{43}$/);
    const reply = await redeem(ticket);
    expect(reply).toMatchObject({ status: 200, data: { user: { username: 'admin' } } });
    const headers = { cookie: sentBack(reply.cookies[0]) };
    expect((await home().call('GET', '/auth/me', { headers })).status).toBe(200);
    expect(await redeem(ticket)).toMatchObject({ status: 403, code: 'AUTH_TICKET_INVALID' });
  });

  it('is good for a minute, and of two who come with it one is let in', async () => {
    const late = home().running().auth.ticket();
    await home().clock.advance(60_000);
    expect((await redeem(late)).code).toBe('AUTH_TICKET_INVALID');
    const ticket = home().running().auth.ticket();
    const replies = await Promise.all([redeem(ticket), redeem(ticket)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('does not outlast the program and is not given out before there is an administrator', async () => {
    const ticket = home().running().auth.ticket();
    await home().stop();
    await home().start();
    expect((await redeem(ticket)).code).toBe('AUTH_TICKET_INVALID');
    const fresh = createInstallation();
    const { auth } = await fresh.start({ adminPassword: null });
    expect(() => auth.ticket()).toThrow('AUTH_SETUP_REQUIRED');
    await fresh.remove();
  });
});
