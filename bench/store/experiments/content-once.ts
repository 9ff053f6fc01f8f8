// Whether content is stored once by memory or by an index that makes it a law, beside storing every turn whole.
import { hash } from 'node:crypto'
import { makeDeployment } from '../deployment.ts'
import { makeTurn } from '../prediction-rows.ts'
import {
  bytesOf,
  type Experiment,
  openScratch,
  ROWS_PER_COMMIT,
  type Scratch,
  shareOf,
  takeTurns,
} from './experiment.ts'

const TURNS = 10
/** Conversations that go on at the same time. */
const OPEN = 50
const HASH_BYTES = 16

interface Turn {
  messages: string[]
  answer: string
}

interface Candidate {
  name: string
  tables: string
  prepare: (database: Scratch['database']) => (turn: Turn) => void
}

const CONTENT = 'CREATE TABLE content (id INTEGER PRIMARY KEY, hash BLOB NOT NULL, body TEXT NOT NULL) STRICT'
const ROW = 'CREATE TABLE prediction (id INTEGER PRIMARY KEY, messages BLOB NOT NULL) STRICT'

const candidates: Candidate[] = [
  {
    name: 'every turn whole',
    tables: 'CREATE TABLE prediction (id INTEGER PRIMARY KEY, input TEXT NOT NULL, output TEXT NOT NULL) STRICT',
    prepare: (database) => {
      const insert = database.prepare('INSERT INTO prediction (input, output) VALUES (?, ?)')
      return ({ messages, answer }) => void insert.run(`[${messages.join(',')}]`, answer)
    },
  },
  {
    name: 'once, by a unique index',
    tables: `${CONTENT}; CREATE UNIQUE INDEX content_hash ON content (hash); ${ROW}`,
    prepare: (database) => {
      const select = database.prepare<[Buffer], number>('SELECT id FROM content WHERE hash = ?').pluck()
      const insert = database.prepare('INSERT INTO content (hash, body) VALUES (?, ?)')
      return storeBy(database, (body) => {
        const key = hashOf(body)
        return select.get(key) ?? Number(insert.run(key, body).lastInsertRowid)
      })
    },
  },
  {
    name: 'once, by memory',
    tables: `${CONTENT}; ${ROW}`,
    prepare: (database) => {
      const insert = database.prepare('INSERT INTO content (hash, body) VALUES (?, ?)')
      const known = new Map<string, number>()
      return storeBy(database, (body) => {
        const key = hashOf(body).toString('latin1')
        const id = known.get(key) ?? Number(insert.run(Buffer.from(key, 'latin1'), body).lastInsertRowid)
        known.set(key, id)
        return id
      })
    },
  },
]

function storeBy(database: Scratch['database'], idOf: (body: string) => number): (turn: Turn) => void {
  const insert = database.prepare('INSERT INTO prediction (messages) VALUES (?)')
  return ({ messages, answer }) => {
    const ids = [...messages, answer].map(idOf)
    insert.run(Buffer.from(Uint32Array.from(ids).buffer))
  }
}

function hashOf(body: string): Buffer {
  return hash('sha256', body, 'buffer').subarray(0, HASH_BYTES)
}

export const measureContentOnce: Experiment = ({ draw, language, rows }) => {
  const [task] = makeDeployment(language, draw).chats
  if (task === undefined) throw new Error('a deployment has chats')
  const open = Array.from({ length: OPEN }, () => ({ history: [], turns: 0 }))
  const call = { task, elapsed: 0, model: '', startedMs: Date.now(), session: null, user: 'user-1' }
  const nextTurn = (number: number): Turn => {
    const place = draw.below(OPEN)
    const conversation = open[place] ?? { history: [], turns: 0 }
    const { facts } = makeTurn(conversation.history, { ...call, number }, { draw, language })
    conversation.turns += 1
    if (conversation.turns === TURNS) open[place] = { history: [], turns: 0 }
    return {
      messages: (facts.input.messages ?? []).map((message) => JSON.stringify(message)),
      answer: JSON.stringify(facts.output.messages),
    }
  }
  const commits = Math.ceil(rows / ROWS_PER_COMMIT)
  const stores = candidates.map(({ tables, prepare }) => {
    const scratch = openScratch()
    scratch.database.exec(tables)
    return { ...scratch, store: prepare(scratch.database) }
  })
  const spent = takeTurns({
    commits,
    makeRows: (commit) =>
      Array.from({ length: ROWS_PER_COMMIT }, (_, index) => nextTurn(commit * ROWS_PER_COMMIT + index)),
    candidates: stores.map(
      ({ database, store }) =>
        (turns: Turn[]) =>
          database
            .transaction(() => {
              for (const turn of turns) store(turn)
            })
            .immediate(),
    ),
  })
  const made = commits * ROWS_PER_COMMIT
  const table = stores.map(({ database, close }, index) => {
    const bytes = bytesOf(database) / made
    close()
    return [
      candidates[index]?.name ?? '',
      shareOf(spent[0], spent[index]),
      (((spent[index] ?? 0) * 1000) / made).toFixed(0),
      bytes.toFixed(0),
    ]
  })
  return {
    title: 'Content once',
    explanation: `${made} turns of ten-turn conversations, ${ROWS_PER_COMMIT} a commit. The longer the index, the more pages of it a commit writes.`,
    columns: ['Content is stored', 'Speed against whole', 'µs a prediction', 'Bytes a prediction'],
    rows: table,
  }
}
