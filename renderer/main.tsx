/** Where the page begins: makes its parts and draws it. */
import './theme/mantine.css';
import './theme/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createClient } from './api/client.ts';
import { createQueries } from './api/queries.ts';
import { createSession } from './api/session.ts';
import { staySignedIn } from './api/stay-signed-in.ts';
import { createPageClock } from './clock.ts';
import { createAnnouncer } from './components/announcer.ts';
import { takeFromFragment } from './from-fragment.ts';
import { createPageWords } from './i18n.ts';
import { createLive } from './live/browser.ts';
import { createRecovery } from './pages/recovery/recovery.ts';
import { createPageRouter } from './router.tsx';
import { ServicesProvider } from './services.ts';
import { colorSchemeManager, theme } from './theme/theme.ts';

const setupToken = takeFromFragment(window, 'token');
const ticket = takeFromFragment(window, 'ticket');
const problem = takeFromFragment(window, 'problem');
const words = createPageWords(window);
const tabs = new BroadcastChannel('cloudcube.session');
const session = createSession(() => {
  tabs.postMessage(null);
});
const clock = createPageClock();
const announcer = createAnnouncer();
const recovery = createRecovery();
const client = createClient({
  fetch: (address, init) => window.fetch(address, init),
  session,
  now: clock.now,
  language: () => words.language,
  heard: clock.heard,
  damaged: recovery.damaged,
});
const queries = createQueries(session);
tabs.addEventListener('message', () => {
  // Somebody came in or went in another tab; the cookie is the same for all.
  client.who('tab').catch(() => {
    // Found out with the next question.
  });
});
staySignedIn({
  client,
  session,
  now: clock.now,
  onUse: (listener) => {
    for (const event of ['pointerdown', 'keydown'] as const) {
      window.addEventListener(event, listener, { capture: true, passive: true });
    }
  },
  every: (ms, look) => {
    window.setInterval(look, ms);
  },
});
const live = createLive(window, {
  client,
  session,
  recovery,
  queries,
  heard: clock.heard,
  tell: (isLive) => {
    announcer.say(words.t(isLive ? 'header.told_live' : 'header.told_gone'));
  },
});
const router = createPageRouter();

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no element #page');
createRoot(place).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <MantineProvider
        theme={theme}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
        // Both would stand in the document as <style>; theme/ has the same as files.
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <ServicesProvider
          value={{ client, session, clock, announcer, recovery, live, setupToken, ticket, problem }}
        >
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ServicesProvider>
      </MantineProvider>
    </I18nextProvider>
  </StrictMode>,
);
