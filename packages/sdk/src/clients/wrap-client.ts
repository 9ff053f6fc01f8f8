// Shows a client to its app as it is, but for the few methods that ask a model for something. The client itself stays
// untouched, so that it can be used unwatched or be wrapped twice. Helpers of the client reach the watched methods
// through the resource they belong to, and are counted through them alone.
import type { BeginCall, CallSubject, OpenCall } from '../calls/call.ts'
import { refuseUnknownOptions, TrimtabError } from '../errors.ts'
import { CLIENT_OPTIONS, type ClientOptions, readContext, readTask } from './client-options.ts'
import { followModelCall } from './follow-model-call.ts'
import type { ModelOperation, ModelRequest } from './model-operation.ts'
import { readProvider } from './provider.ts'
import { createRunners, type Runners } from './runners.ts'
import { isObject } from './wire-value.ts'

/** Which methods of a client ask a model for something, by the way to them. */
export interface ClientShape {
  /** What `create` does here. */
  operation?: ModelOperation
  resources?: { readonly [name: string]: ClientShape }
}

interface Wrapping {
  begin: BeginCall
  options: ClientOptions
  /** The client, as the app sees it. */
  client: object
  provider: () => string | undefined
  runners: Runners
}

export function wrapClient<Client extends object>(
  client: Client,
  shape: ClientShape,
  { begin, options }: { begin: BeginCall; options: ClientOptions },
): Client {
  const runners = createRunners()
  const provider = createProviderReader(client)
  const wrapped = present(client, (key, value) => {
    const resource = shape.resources?.[key]
    if (resource && isObject(value)) return wrapResource(value, resource, wrapping)
    if (typeof value !== 'function' || Object.hasOwn(client, key) || key === 'constructor') return value
    // A client has private members, which only the client itself can reach.
    return function onClient(this: unknown, ...parameters: unknown[]): unknown {
      const returned: unknown = Reflect.apply(value, this === wrapped ? client : this, parameters)
      const isCopy = key === 'withOptions' && isObject(returned)
      return isCopy ? wrapClient(returned, shape, { begin, options }) : returned
    }
  })
  const wrapping: Wrapping = { begin, options, client: wrapped, provider, runners }
  return wrapped
}

/** Options are read once, here: a getter that throws must not do so in a call. */
export function readClientOptions(given: unknown): ClientOptions {
  try {
    const options = { ...(given as ClientOptions | null | undefined) }
    refuseUnknownOptions(options, CLIENT_OPTIONS, 'a wrapped client')
    const { task } = options
    if (task === undefined || (typeof task === 'string' && task !== '')) return options
  } catch (cause) {
    if (TrimtabError.isInstance(cause)) throw cause
    throw new TrimtabError('The options given to wrap a client cannot be read.', {
      code: 'options.invalid',
      option: 'options',
      cause,
    })
  }
  throw new TrimtabError('The task given to wrap a client must be a name, such as "support.reply".', {
    code: 'options.invalid',
    option: 'task',
  })
}

/** True where at least one of the methods is there. */
export function hasShape(client: unknown, shape: ClientShape): boolean {
  try {
    if (!isObject(client)) return false
    if (shape.operation && typeof (client as { create?: unknown }).create === 'function') return true
    return Object.entries(shape.resources ?? {}).some(([name, resource]) =>
      hasShape((client as { [name: string]: unknown })[name], resource),
    )
  } catch {
    return false
  }
}

function wrapResource(resource: object, shape: ClientShape, wrapping: Wrapping): object {
  return present(resource, (key, value) => {
    // Through it the helpers of a resource come to `create`.
    if (key === '_client') return wrapping.client
    const inner = shape.resources?.[key]
    if (inner && isObject(value)) return wrapResource(value, inner, wrapping)
    if (!shape.operation || typeof value !== 'function') return value
    if (key === 'create') return watch(value as Method, { resource, operation: shape.operation, wrapping })
    return HELPERS.has(key) ? wrapping.runners.watchHelper(value as Method) : value
  })
}

/** The address seldom changes, and reading one costs more than all else that is read of a request. */
function createProviderReader(client: { baseURL?: unknown }): () => string | undefined {
  let known: { address: unknown; provider: string | undefined } | undefined
  return () => {
    const address = client.baseURL
    if (known?.address !== address) known = { address, provider: readProvider(address) }
    return known?.provider
  }
}

type Method = (this: unknown, ...parameters: unknown[]) => unknown

/** They return an object that runs the calls, and say what came of them through it. */
const HELPERS: ReadonlySet<string> = new Set(['stream', 'runTools'])

interface Watched {
  resource: object
  operation: ModelOperation
  wrapping: Wrapping
}

function watch(original: Method, watched: Watched): Method {
  const { resource, operation, wrapping } = watched
  return function create(...parameters) {
    const call = wrapping.begin(describe(parameters[0], watched))
    wrapping.runners.begin(call, parameters[1])
    return followModelCall(runIn(call, original, resource, parameters), call, operation.outcome)
  }
}

function runIn(call: OpenCall, original: Method, resource: object, parameters: unknown[]): unknown {
  try {
    return call.run(() => Reflect.apply(original, resource, parameters))
  } catch (error) {
    call.fail(error)
    throw error
  }
}

function describe(body: unknown, { operation, wrapping: { options, provider } }: Watched): CallSubject {
  const request = (isObject(body) ? body : {}) as ModelRequest
  return {
    task: readTask(options, request) ?? operation.task,
    kind: operation.kind,
    context: () => readContext({ provider: provider(), ...operation.readContext(request) }, options, request),
    input: () => operation.readInput(request),
  }
}

/**
 * An object that is another one but for what stands in place of some of its members. What stands there is made once for
 * each value, so that it is the same whenever it is asked for.
 */
function present<Original extends object>(
  original: Original,
  replace: (key: string, value: unknown) => unknown,
): Original {
  const replaced = new Map<string, { value: unknown; by: unknown }>()
  return new Proxy(original, {
    get: (target, key) => {
      // Accessors may need private members, so they see the object itself.
      const value: unknown = Reflect.get(target, key, target)
      if (typeof key !== 'string' || (typeof value !== 'function' && !isObject(value))) return value
      const known = replaced.get(key)
      if (known?.value === value) return known.by
      const by = isFixed(target, key) ? value : replace(key, value)
      replaced.set(key, { value, by })
      return by
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  })
}

/** What can never change must be shown as it is; the language insists. */
function isFixed(target: object, key: string): boolean {
  const property = Object.getOwnPropertyDescriptor(target, key)
  return property?.configurable === false && property.writable === false
}
