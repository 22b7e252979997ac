// Preloaded into a program: writes every module that it asks for, by import or require, to the file RECORD_LOADS.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const file = process.env.RECORD_LOADS;

registerHooks({
  resolve(specifier, context, next) {
    appendFileSync(file, `${specifier}\n`);
    return next(specifier, context);
  },
});
