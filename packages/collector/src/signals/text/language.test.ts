import { expect, it } from 'vitest'
import { languageOf } from './language.ts'

it.each([
  ['en', 'I was charged twice for the same order and nobody has answered my messages'],
  ['de', 'Mir wurde zweimal Geld für dieselbe Bestellung abgebucht'],
  ['fr', 'On m’a facturé deux fois la même commande et personne ne répond'],
  ['es', 'Me han cobrado dos veces el mismo pedido y nadie responde'],
  ['ja', '注文はどこですか'],
  ['zh', '我的订单在哪里'],
  ['ru', 'Где мой заказ'],
  [null, 'ok'],
  [null, ''],
  [null, '1234 5678 --- {}'],
  [null, 'Refund status'],
])('of %s is: %j', (language, text) => {
  expect(languageOf(text)).toBe(language)
})
