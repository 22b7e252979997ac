/** From page to page of a list. */
import { Button } from '@mantine/core';
import { useSay } from '../i18n.ts';
import table from './table.module.css';

interface PagerProps {
  readonly label: string;
  /** On the buttons, where pages lie in time. */
  readonly before?: string;
  readonly next?: string;
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** Not there where one page holds all. */
export function Pager({ label, before, next, page, pages, onPage }: PagerProps) {
  const say = useSay();
  if (pages <= 1) return null;
  return (
    <nav aria-label={label} className={table.pager}>
      <Button
        size="xs"
        variant="default"
        disabled={page <= 1}
        onClick={() => {
          onPage(page - 1);
        }}
      >
        {before ?? say('access.pages.before')}
      </Button>
      <span>{say('history.page', { page, pages })}</span>
      <Button
        size="xs"
        variant="default"
        disabled={page >= pages}
        onClick={() => {
          onPage(page + 1);
        }}
      >
        {next ?? say('access.pages.next')}
      </Button>
    </nav>
  );
}
