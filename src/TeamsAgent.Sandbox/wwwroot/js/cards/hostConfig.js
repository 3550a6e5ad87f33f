// How Teams draws cards, in the page's own colours; a variable follows light and dark by itself.

const colors = () => Object.fromEntries(
  Object.entries({ default: "ink", dark: "ink", light: "soft", accent: "act", good: "good", warning: "warn", attention: "bad" })
    .map(([name, color]) => [name, { default: `var(--${color})`, subtle: name === "default" ? "var(--soft)" : `var(--${color})` }]));

const style = backgroundColor => ({ backgroundColor, foregroundColors: colors(), borderColor: "var(--line)" });

const font = (fontFamily, small, normal, medium, large, extraLarge) => ({
  fontFamily,
  fontSizes: { small, default: normal, medium, large, extraLarge },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
});

export const hostConfig = {
  supportsInteractivity: true,
  lineHeights: { small: 17, default: 20, medium: 23, large: 25, extraLarge: 30 },
  fontTypes: { default: font("inherit", 12, 14, 16, 18, 22), monospace: font("var(--mono)", 12, 13, 14, 16, 20) },
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  textBlock: { headingLevel: 4 },
  factSet: { title: { weight: "bolder", maxWidth: 160 }, value: { wrap: true }, spacing: 10 },
  inputs: {
    label: { requiredInputs: { weight: "bolder", size: "default", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" }, inputSpacing: 4 },
    errorMessage: { color: "attention", weight: "bolder", size: "default", spacing: 4 },
  },
  containerStyles: {
    default: style("var(--card-ground)"), emphasis: style("var(--raised)"), accent: style("var(--act-ground)"),
    good: style("var(--good-ground)"), attention: style("var(--bad-ground)"), warning: style("var(--warn-ground)"),
  },
  actions: {
    maxActions: 6, spacing: "default", buttonSpacing: 0, actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
  },
};
