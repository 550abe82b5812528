// What axe-core finds, and what it leaves open and nobody has explained.
async ([rules, explained, exclude]) => {
  // Colours on their way from one theme to the other are of neither.
  document.body.getBoundingClientRect()
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  // Hairlines and the links of whole rows are drawn by pseudo-elements that no text stands on.
  const checks = { "color-contrast": { options: { ignorePseudo: true } } }
  const { violations, incomplete } = await axe.run({ exclude }, { resultTypes: ["violations", "incomplete"], checks, ...rules })
  const isExplained = (id, { target }) => explained.some(([rule, selector]) => rule === id && document.querySelector(target.at(-1))?.matches(selector))
  const tell = (word, { id, nodes }) => nodes.map(({ target, any, all, none }) => `${word} ${id}: ${target} (${[...any, ...all, ...none].map(({ id: check, data }) => data?.messageKey ?? check)})`)
  for (const rule of incomplete) rule.nodes = rule.nodes.filter((node) => !isExplained(rule.id, node))
  return [...violations.flatMap((rule) => tell("violates", rule)), ...incomplete.flatMap((rule) => tell("may violate", rule))]
}
