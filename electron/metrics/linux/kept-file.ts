/** Files of `/proc` and `/sys` that are read again and again: left open, which costs half of opening them anew. */
import { closeSync, openSync, readSync } from 'node:fs';

/** One such file. */
export interface KeptFile {
  /** All of it, as it is now. @throws {Error} with the system's `code` */
  read(): string;
  close(): void;
}

/** Opens them. They share one buffer. */
export function createKeptFiles() {
  let buffer = Buffer.allocUnsafe(16 * 1024);
  const open = new Set<KeptFile>();

  /** Until the file gives nothing more: the kernel may hand out less than there is room for. */
  function readWhole(fd: number): number {
    let length = 0;
    for (;;) {
      if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      const count = readSync(fd, buffer, length, buffer.length - length, length);
      if (count === 0) return length;
      length += count;
    }
  }

  return {
    /** `encoding`: names of people are UTF-8, all else is read faster without. */
    keep(path: string, encoding: 'latin1' | 'utf8' = 'latin1'): KeptFile {
      let fd: number | null = null;
      const file: KeptFile = {
        read() {
          fd ??= openSync(path, 'r');
          try {
            return buffer.toString(encoding, 0, readWhole(fd));
          } catch (error) {
            // The device may have gone and come back as another one.
            file.close();
            throw error;
          }
        },
        close() {
          if (fd !== null) closeSync(fd);
          fd = null;
        },
      };
      open.add(file);
      return file;
    },
    /** Closes one for good. */
    forget(file: KeptFile): void {
      file.close();
      open.delete(file);
    },
    /** A file that is read once: opened, read, closed. @throws {Error} with the system's `code` */
    readOnce(path: string): string {
      const fd = openSync(path, 'r');
      try {
        return buffer.toString('latin1', 0, readSync(fd, buffer, 0, buffer.length, 0));
      } finally {
        closeSync(fd);
      }
    },
    /** Closes all. */
    stop(): void {
      for (const file of open) file.close();
    },
  };
}

/** See {@link createKeptFiles}. */
export type KeptFiles = ReturnType<typeof createKeptFiles>;
