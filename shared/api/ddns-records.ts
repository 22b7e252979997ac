/** Records of zones. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Timestamp } from './common.ts';

/** Record types that can be written through the API. */
export const RecordType = Type.Union([
  Type.Literal('A'),
  Type.Literal('AAAA'),
  Type.Literal('CNAME'),
  Type.Literal('TXT'),
]);
/** {@link RecordType} as a type. */
export type RecordType = Static<typeof RecordType>;

/** One record of a zone. */
export const ZoneRecord = Type.Object({
  record_id: Type.String({ description: 'Opaque' }),
  /** `null`: a zone of CloudCube itself. */
  account_id: Nullable(Id),
  domain: Type.String({ description: 'The zone' }),
  rr: Type.String({ description: 'Name relative to the zone, `@` for the zone itself' }),
  name: Type.String({ description: 'Fully qualified' }),
  type: Type.String({ description: 'A, AAAA, CNAME, …' }),
  value: Type.String(),
  ttl: Nullable(Type.Integer({ description: 'Seconds; null where the provider chooses' })),
  /** The host that keeps this record; `null` for one made by hand. */
  host_id: Nullable(Id),
  created_at: Nullable(Timestamp),
  updated_at: Nullable(Timestamp),
});
/** {@link ZoneRecord} as a type. */
export type ZoneRecord = Static<typeof ZoneRecord>;
