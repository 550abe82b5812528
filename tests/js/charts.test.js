import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { bars, ceiling, cell, line, stack } from "../../headway/static/js/charts.js"

const SHAPES = JSON.parse(readFileSync(new URL("../pages/chart-shapes.json", import.meta.url)))

test("bars are drawn as the server draws them", () => {
  for (const { values, size, boxes } of SHAPES.bars) assert.deepEqual(bars(values, ...size).map(({ x, y, width, height }) => [x, y, width, height]), boxes)
})

test("lines are drawn as the server draws them", () => {
  for (const { values, size, points } of SHAPES.lines) assert.deepEqual(line(values, ...size), points)
})

test("stacks are drawn as the server draws them", () => {
  for (const { values, boxes } of SHAPES.stacks) assert.deepEqual(stack(values, 100, 0.4).map(({ x, width }) => [x, width]), boxes)
})

test("cells are drawn as the server draws them", () => {
  for (const { place, value, most, box } of SHAPES.cells) {
    const { x, y, width, height } = cell(place, value, most)
    assert.deepEqual([x, y, width, height], box)
  }
})

test("a scale ends at a round number with a half", () => {
  for (const [most, top] of SHAPES.ceilings) assert.equal(ceiling(most), top)
})
