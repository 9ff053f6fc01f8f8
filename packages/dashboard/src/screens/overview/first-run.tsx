// Nothing has arrived yet: the lines to paste, what to check when nothing comes, and what will stand here.
import { Tabs } from '../../controls/tabs.tsx'
import { CodeSample } from './code-sample.tsx'
import { SHARE_NEEDS } from './measures.ts'
import { snippets } from './snippets.ts'

export function FirstRun({ isListening }: { isListening: boolean }) {
  const url = location.origin
  return (
    <>
      <div class="first-run">
        <div>
          <h1>A few lines, and Trimtab starts to watch.</h1>
          <p>What is recorded stays on this machine. The wrapped call keeps its types, errors and timing.</p>
          <Tabs
            label="What to watch"
            tabs={snippets(url).map(({ name, code }) => ({ name, content: <CodeSample code={code} /> }))}
          />
          <Listening url={url} isListening={isListening} />
        </div>
        <NothingArriving />
      </div>
      <WhatWillBeHere />
    </>
  )
}

function Listening({ url, isListening }: { url: string; isListening: boolean }) {
  return (
    <div class={isListening ? 'listening' : 'listening away'} role="status">
      <span class="listening-dot" />
      <div>
        <b>{isListening ? `Listening on ${url}` : `Waiting for the collector on ${url}`}</b>
        <div class="second">This page moves on by itself when the first prediction arrives. 0 so far.</div>
      </div>
    </div>
  )
}

function NothingArriving() {
  return (
    <div>
      <h2>Nothing arriving?</h2>
      <dl class="checks">
        <div>
          <dt>A script that ends at once</dt>
          <dd>
            Let it send first: <code>await trimtab.close()</code>
          </dd>
        </div>
        <div>
          <dt>The address</dt>
          <dd>
            <code>url</code> in the code, or <code>TRIMTAB_URL</code> in the environment of the app.
          </dd>
        </div>
        <div>
          <dt>A key</dt>
          <dd>
            None needed on this machine, until <code>trimtab keys create</code> makes the first.
          </dd>
        </div>
      </dl>
    </div>
  )
}

const COMING = [
  { name: 'Helpful answers', when: `needs ${SHARE_NEEDS} ratings` },
  { name: 'Predictions', when: 'from the 1st call' },
  { name: 'Errors', when: 'from the 1st call' },
  { name: 'Corrected', when: 'from the 1st correction' },
]

function WhatWillBeHere() {
  return (
    <section aria-labelledby="coming">
      <div class="section-head">
        <h2 id="coming">What will be here</h2>
        <span class="note">each figure waits until it has enough to be honest</span>
      </div>
      <div class="task ghost">
        <div>
          <div class="ghost-name">your first task</div>
          <div class="small muted">appears by itself</div>
        </div>
        <dl>
          {COMING.map(({ name, when }) => (
            <div key={name} class="cell">
              <dt>{name}</dt>
              <dd>
                <span class="ghost-figure" />
                <span class="note">{when}</span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}
