/** The words that whoever sent a request reads. */
import type { FastifyRequest } from 'fastify';
import { createWords, languageOf, type Language, type Words } from '../../shared/i18n/index.ts';

/** Words in the language that a request asks for. */
export type ReaderWords = (request: FastifyRequest) => Words;

/** By `Accept-Language`; every language is made ready once. */
export function createReaderWords(): ReaderWords {
  const words: Readonly<Record<Language, Words>> = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
  return (request) => words[languageOf(request.headers['accept-language'])];
}
