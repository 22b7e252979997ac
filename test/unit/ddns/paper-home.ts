/** The running area with an account at a provider on paper. */
import { createPaper, type Paper } from '../../fakes/paper-provider.ts';
import { createWorld, openHome, type Home, type World } from './home.ts';

/** What stands before a test; the test closes the home and removes the world. */
export interface PaperHome {
  readonly world: World & { remove(): void };
  readonly home: Home;
  readonly paper: Paper;
  readonly accountId: string;
}

/** Makes an account at a provider on paper, with the right key. Answers its id. */
export async function accountAt({ provider }: Paper, home: Home, name = 'Mine'): Promise<string> {
  const made = await home.ddns.accounts.create({
    name,
    provider: provider.id,
    credentials: { key: 'right' },
  });
  return made.account_id;
}

/** Opens one over a new folder. `prepare` changes the world before that. */
export async function openPaperHome(
  prepare: (world: World, paper: Paper) => void = () => undefined,
): Promise<PaperHome> {
  const world = createWorld();
  const paper = createPaper();
  world.network.providers = [paper.provider];
  prepare(world, paper);
  const home = await openHome(world);
  return { world, home, paper, accountId: await accountAt(paper, home) };
}
