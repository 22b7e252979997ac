/** The suite's part for providers that know names with addresses only. */
import { expect, it } from 'vitest';
import type { NameAccess } from '../../../../electron/ddns/providers/provider.ts';
import { failureOf } from '../../../support/names-access.ts';
import { A, B, FOREIGN, unclear, type Start, type Started, type Subject } from './conformance-subject.ts';

/** Declares its tests. */
export function describeNames({ wrongKey = 'auth' }: Subject, start: Start): void {
  async function opened(): Promise<Started & { readonly access: NameAccess }> {
    const { access, ...rest } = await start();
    if (access.kind !== 'names') throw new Error('No provider of names');
    return { access, ...rest };
  }

  it('sets an address, sends it again, and sets another', async () => {
    const { fake, access, name } = await opened();
    await access.put(name, { A });
    expect(fake.records()).toMatchObject([{ name, type: 'A', value: A }]);
    await access.put(name, { A });
    expect(fake.records()).toMatchObject([{ name, type: 'A', value: A }]);
    await access.put(name, { A: B });
    expect(fake.records()).toMatchObject([{ name, type: 'A', value: B }]);
  });

  it.each(unclear)('does not know what became of a name after: %s', async (trap) => {
    const { fake, access, name } = await opened();
    if (fake.without[trap] !== undefined) return;
    fake.trap(trap, 'put');
    const { failure } = await failureOf(access.put(name, { A }));
    // Where the service's only word for trouble is its word for a mistake, it is read as one.
    expect(['transient', ...(trap === 'error_in_200' ? [wrongKey] : [])]).toContain(failure);
  });

  it('leaves other names alone', async () => {
    const { fake, access, name } = await opened();
    const other = `www.${fake.zone}`;
    fake.stand({ name: other, type: 'A', value: FOREIGN, ttl: 60, kept: {} });
    await access.put(name, { A });
    expect(fake.records()).toContainEqual(expect.objectContaining({ name: other, value: FOREIGN }));
  });

  it('waits as it is told', async () => {
    const { fake, access, name } = await opened();
    if (fake.without.throttle !== undefined) return;
    fake.trap('throttle', 'put');
    const failure = await failureOf(access.put(name, { A }));
    expect(failure.failure).toBe('throttled');
    expect(failure.retryAfter ?? null).toBe(fake.throttleMs);
  });
}
