/** A page of things that change: their skeleton, why they are not there, and whether they may be old. */
import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useSay } from '../i18n.ts';
import { useLiveness } from '../live/use-live.ts';
import { ErrorNotice } from './error-notice.tsx';
import style from './listing.module.css';
import { Bones } from './skeleton.tsx';
import { StaleNotice } from './stale-notice.tsx';

interface ListingProps<T> {
  readonly query: UseQueryResult<T>;
  /** What stands there while it is on its way; rows unless told. */
  readonly skeleton?: ReactNode;
  /** Of the document; a page that says more by itself leaves it out. */
  readonly title?: string;
  readonly children: (data: T) => ReactNode;
}

/** The page. */
export function Listing<T>({
  query: { data, error, dataUpdatedAt, refetch },
  skeleton = <Bones rows={4} />,
  title,
  children,
}: ListingProps<T>) {
  const say = useSay();
  const { isLive } = useLiveness();
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · CloudCube`;
  }, [title]);

  if (data === undefined) {
    return error === null ? (
      skeleton
    ) : (
      <ErrorNotice error={error}>
        <div>
          <Button size="xs" variant="default" onClick={() => void refetch()}>
            {say('error.retry')}
          </Button>
        </div>
      </ErrorNotice>
    );
  }
  return (
    <div className={style.page}>
      {error !== null && <StaleNotice error={error} readAt={dataUpdatedAt} />}
      <div className={style.values} data-stale={error !== null || !isLive || undefined}>
        {children(data)}
      </div>
    </div>
  );
}
