import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { visible, visibleLines } from '../../../electron/kernel/visible.ts';

const FORGED =
  'eve\n{"level":"info","text":"all is well"}\r\u001b[2J\u001b[31m\u0007\u009b31m\u202eroot\u2066\u2028\u0000';

describe('text of others', () => {
  it('begins no line, moves no cursor and turns no direction', () => {
    const shown = visible(FORGED);
    expect(shown).toBe(
      'eve\\u000a{"level":"info","text":"all is well"}\\u000d\\u001b[2J\\u001b[31m\\u0007\\u009b31m\\u202eroot\\u2066\\u2028\\u0000',
    );
    expect(visibleLines('one\n\u001b[1mtwo')).toBe('one\n\\u001b[1mtwo');
  });

  it('keeps what people write', () => {
    const text = 'Zoë 中文 עברית 👩‍👩‍👧 «x»';
    expect(visible(text)).toBe(text);
  });

  it('is one line of JSON in the log, which says the same to whoever parses it', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => lines.push(line) });
    logger.info({ name: FORGED, error: new Error(FORGED) }, `Hello ${FORGED}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*\n$/u);
    const { name, msg } = JSON.parse(lines[0] ?? '') as { name: string; msg: string };
    expect([name, msg]).toEqual([FORGED, `Hello ${FORGED}`]);
  });
});
