/** The `dns` area: zones of our own, kept in the state database and answered over UDP and TCP. */
export { dnsMigrations } from './migrations.ts';
export { createDnsService, type DnsService, type DnsServiceDeps } from './service.ts';
export { createAsk } from './ask.ts';
export { createAuthorities } from './authorities.ts';
export type { RecordStep } from './plan-steps.ts';
export type { DnsRecord, DnsRecordType, RecordInput } from './records.ts';
