/** The page of channels: what messages go out by, who is told of what, and a try of it. */
import { useNotifyChannels } from '../../api/notify-queries.ts';
import { Listing } from '../../components/listing.tsx';
import { useSay } from '../../i18n.ts';
import style from './channels.module.css';
import { ChannelList } from './list/channel-list.tsx';
import { Preview } from './routes/preview.tsx';
import { RouteList } from './routes/route-list.tsx';
import { useNotificationWords } from './words.ts';

/** The page. */
export function ChannelsPage() {
  useNotificationWords();
  const say = useSay();
  const channels = useNotifyChannels();
  return (
    <div className={style.page}>
      <Listing query={channels} title={say('notifications.title')}>
        {(list) => (
          <>
            <ChannelList channels={list} />
            {list.length > 0 && (
              <>
                <RouteList channels={list} />
                <Preview />
              </>
            )}
          </>
        )}
      </Listing>
    </div>
  );
}
