// Preloaded into a program: `electron` is the fake beside this file, and the process says that it is Electron's.
import { registerHooks } from 'node:module';

const fake = new URL('./index.ts', import.meta.url).href;

Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.4.1' } });
// A packaged app is its program: no path of a script stands among its arguments.
const { resources } = JSON.parse(process.env.FAKE_ELECTRON ?? '{}');
if (resources !== undefined) {
  process.resourcesPath = resources;
  process.argv.splice(1, 1);
}
registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron'
      ? { url: fake, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context);
  },
});
