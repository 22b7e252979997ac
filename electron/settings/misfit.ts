/** Why a value is none of a setting's. Pure. */
import { Value } from 'typebox/value';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AnySetting } from '../kernel/settings.ts';

/** What is wrong with it. */
export interface Misfit {
  readonly key: string;
  /** Which of several; `null` where it is the value itself. */
  readonly entry: string | null;
  /** Of JSON Schema. */
  readonly keyword: string;
  readonly limit: string | number;
}

/** An entry is shown to its owner, who typed it; not all of one that is no entry at all. */
const SHOWN = 100;

function entryAt(value: unknown, path: string): string | null {
  const [, index = ''] = path.split('/');
  if (!Array.isArray(value) || !/^\d+$/.test(index)) return null;
  const entry: unknown = value[Number(index)];
  return (typeof entry === 'string' ? entry : JSON.stringify(entry)).slice(0, SHOWN);
}

/** The first thing that is wrong; `null` where it fits. */
export function misfitOf({ key, schema }: AnySetting, value: unknown): Misfit | null {
  const [problem] = Value.Errors(schema, value);
  if (!problem) return null;
  const { limit, type } = problem.params as Readonly<Record<string, unknown>>;
  const told = limit ?? type;
  return {
    key,
    entry: entryAt(value, problem.instancePath),
    keyword: problem.keyword,
    limit: typeof told === 'number' || typeof told === 'string' ? told : '',
  };
}

/** As it is told where the setting is known. */
export const reasonOf = ({ key, keyword, limit }: Misfit): StoredReason => ({
  code: 'SETTING_INVALID',
  params: { key, keyword, limit },
});

/** As it stands below the field: "must be at least 30". */
export const besideField = ({ entry, keyword, limit }: Misfit, words: Words): string =>
  words.explain({ code: 'VALIDATION_ERROR', params: { path: entry ?? '', keyword, limit } }).trim();
