/**
 * Runs in the page's window, sandboxed, before the page: exposes the functions of `shared/shell/ipc.ts` by their names, and
 * nothing of Electron. Built to one CommonJS file, which is all that a sandboxed preload can be.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopApi, IpcInput, IpcName, IpcOutput } from '../shared/shell/ipc.ts';

/** The name as in `channelOf`; the schema itself stays out of this file. */
const ask = async <N extends IpcName>(name: N, input: IpcInput<N>): Promise<IpcOutput<N>> =>
  (await ipcRenderer.invoke(`cloudcube:${name}`, input)) as IpcOutput<N>;

const api: DesktopApi = {
  describe: () => ask('describe', null),
  changePreferences: (input) => ask('changePreferences', input),
  openFolder: (input) => ask('openFolder', input),
};

contextBridge.exposeInMainWorld('cloudcube', api);
