import { expect, it } from 'vitest'
import { readJsonText } from './cut-json.ts'
import { readPythonLiteral } from './python-literal.ts'

it('what Python prints is read as what it was', () => {
  const printed = `[{'role': 'user', 'content': "It's \\u00e9 \\n 'so'", 'n': 1, 'p': -0.5e-3, 'x': None, 'y': (True, False)}]`
  expect(readPythonLiteral(printed)).toEqual([
    { role: 'user', content: "It's é \n 'so'", n: 1, p: -0.5e-3, x: null, y: [true, false] },
  ])
  expect(readPythonLiteral(String.raw`{'a': 'it\'s \x41 \\ \U0001F600'}`)).toEqual({ a: String.raw`it's A \ 😀` })
  expect(readJsonText("{'a': []}")).toEqual({ value: { a: [] }, isCut: false })
})

it('what is not such a structure as a whole is none', () => {
  const others = ["{'a': Message(content='x')}", "['a', 'b'] or so", "['a'", '{"a": 1}', "'a'", "{'a' 1}", "{'a': 1 2}"]
  expect(others.map(readPythonLiteral)).toEqual(others.map(() => null))
})

it('hostile names and depths harm nobody', () => {
  const read = readPythonLiteral("{'__proto__': {'x': 1}}") as object
  expect(Object.keys(read)).toEqual(['__proto__'])
  expect(Object.hasOwn(read, '__proto__')).toBe(true)
  expect(readPythonLiteral(`${'['.repeat(100_000)}'a'`)).toBe(null)
  expect(readPythonLiteral(`['${String.raw`\U`}ffffffff']`)).toEqual([String.raw`\Uffffffff`])
})
