/** Matchers of labels put to work. Regular expressions are RE2's: whatever is typed, they end in linear time. Pure. */
import { RE2JS, RE2JSException } from 're2js';
import type { LabelMatcher } from '../../shared/matchers.ts';

/** Whether a value fits. */
export type Fits = (value: string) => boolean;

/** A counted repetition makes many steps of few characters, and each costs time with every letter. */
const LARGEST_PROGRAM = 1000;

/** An expression that cannot be used, and why. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

function compile(value: string): RE2JS {
  try {
    const expression = RE2JS.compile(value);
    if (expression.programSize() <= LARGEST_PROGRAM) return expression;
  } catch (error) {
    if (error instanceof RE2JSException) throw new ExpressionError(error.message);
    throw error;
  }
  throw new ExpressionError('too large');
}

/** Reads one. An expression has to fit the whole value, as Alertmanager reads it. @throws {ExpressionError} */
export function readMatcher({ operator, value }: Pick<LabelMatcher, 'operator' | 'value'>): Fits {
  if (operator === '=') return (found) => found === value;
  if (operator === '!=') return (found) => found !== value;
  const expression = compile(value);
  return operator === '=~' ? (found) => expression.matches(found) : (found) => !expression.matches(found);
}
