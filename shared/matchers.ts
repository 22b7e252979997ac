/**
 * Matchers: what picks alerts out by their labels, for silences, maintenance and routes. They mean what Alertmanager's
 * mean (https://prometheus.io/docs/alerting/latest/configuration/#label-matchers). Pure; what runs the regular
 * expressions is the server's.
 */

/** Equal, not equal, matches the regular expression, does not match it. */
export const matchOperators = ['=', '!=', '=~', '!~'] as const;
/** One of {@link matchOperators}. */
export type MatchOperator = (typeof matchOperators)[number];

/** One condition on one label. A label that an alert does not have counts as an empty one. */
export interface LabelMatcher {
  /** Of the label. */
  readonly name: string;
  readonly operator: MatchOperator;
  /** The value, or a regular expression (RE2 syntax) that has to fit the whole of it. */
  readonly value: string;
}

/** A matcher as Alertmanager writes it: `severity=~"warning|info"`. */
export const matcherText = ({ name, operator, value }: LabelMatcher): string =>
  `${name}${operator}${JSON.stringify(value)}`;

/** Several, all of which have to hold; empty for none. */
export const matchersText = (matchers: readonly LabelMatcher[]): string =>
  matchers.map(matcherText).join(', ');
