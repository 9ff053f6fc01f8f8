// Saved views on SQLite. That a name stands for one view of a screen is looked up before it is written, in the same
// transaction: what reads the same is no matter of bytes, and there are few.

import type { SavedView, ViewScreen } from '@trimtab/contract'
import { asc, count, eq } from 'drizzle-orm'
import type { ChangedBy } from '../changed-by.ts'
import { viewDeleted, viewSaved } from '../audit-entries.ts'
import { type NewView, type State, VIEWS_MAX } from '../state.ts'
import { foldedName } from '../view-name.ts'
import { appendEntry } from './audit.ts'
import type { Connection } from './connection.ts'
import { savedView } from './schema/state.ts'
import { fromText, toText } from './stored-text.ts'

export function viewTable(
  db: Connection,
): Pick<State, 'views' | 'addView' | 'changeView' | 'deleteView' | 'forgetInViews'> {
  return {
    views: async (screen) =>
      db
        .select()
        .from(savedView)
        .where(screen === undefined ? undefined : eq(savedView.screen, screen))
        .orderBy(asc(savedView.screen), asc(savedView.name))
        .all()
        .map(read),

    addView: async (view, by) =>
      db.transaction(
        () => {
          if (idOfName(db, view) !== null) return 'name-taken'
          if ((db.select({ views: count() }).from(savedView).get()?.views ?? 0) >= VIEWS_MAX) return 'too-many'
          const saved: SavedView = { ...view, updatedAt: by.at }
          db.insert(savedView).values(write(saved)).run()
          appendEntry(db, viewSaved(view, true, by))
          return saved
        },
        { behavior: 'immediate' },
      ),

    changeView: async (view, by) =>
      db.transaction(
        () => {
          if (screenOf(db, view.id) === null) return 'not-found'
          const named = idOfName(db, view)
          if (named !== null && named !== view.id) return 'name-taken'
          const saved: SavedView = { ...view, updatedAt: by.at }
          db.update(savedView).set(write(saved)).where(eq(savedView.id, view.id)).run()
          appendEntry(db, viewSaved(view, false, by))
          return saved
        },
        { behavior: 'immediate' },
      ),

    deleteView: async (id, by) =>
      db.transaction(
        () => {
          const screen = screenOf(db, id)
          if (screen === null) return false
          remove(db, { id, screen }, by)
          return true
        },
        { behavior: 'immediate' },
      ),

    forgetInViews: async (user, sessions, by) =>
      db.transaction(
        () => {
          const named = db.select().from(savedView).all().map(read).filter(asksFor(user, sessions))
          for (const view of named) remove(db, view, by)
          return named.length
        },
        { behavior: 'immediate' },
      ),
  }
}

function idOfName(db: Connection, { screen, name }: Pick<NewView, 'screen' | 'name'>): string | null {
  const folded = foldedName(name)
  const ofScreen = db
    .select({ id: savedView.id, name: savedView.name })
    .from(savedView)
    .where(eq(savedView.screen, screen))
    .all()
  return ofScreen.find((view) => foldedName(fromText(view.name)) === folded)?.id ?? null
}

function screenOf(db: Connection, id: string): ViewScreen | null {
  return db.select({ screen: savedView.screen }).from(savedView).where(eq(savedView.id, id)).get()?.screen ?? null
}

function remove(db: Connection, view: Pick<SavedView, 'id' | 'screen'>, by: ChangedBy): void {
  db.delete(savedView).where(eq(savedView.id, view.id)).run()
  appendEntry(db, viewDeleted(view, by))
}

function asksFor(user: string, sessions: ReadonlySet<string>): (view: SavedView) => boolean {
  return ({ query }) => {
    const asked = new URLSearchParams(query)
    return asked.getAll('user').includes(user) || asked.getAll('session').some((session) => sessions.has(session))
  }
}

function write(view: SavedView): typeof savedView.$inferInsert {
  return { ...view, name: toText(view.name), query: toText(view.query) }
}

function read(row: typeof savedView.$inferSelect): SavedView {
  return { ...row, name: fromText(row.name), query: fromText(row.query) }
}
