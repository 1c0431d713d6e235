/* Draws every chart of the page: <div class="mn-chart" data-chart-url="…">. The table beside a
   chart holds the same figures, so a page without JavaScript loses nothing. */
(function () {
  "use strict";

  const options = {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    ast: true, // with the interpreter: the content security policy forbids eval
    expr: window.vegaInterpreter.expressionInterpreter,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };

  async function draw(place) {
    const answer = await fetch(place.dataset.chartUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      place.hidden = true;
      return;
    }
    const spec = await answer.json();
    const locale = spec.usermeta.locale;
    await document.fonts.load('13px "Be Vietnam Pro"'); // text is measured before it is drawn
    await window.vegaEmbed(place, spec, {
      ...options,
      formatLocale: locale.number,
      timeFormatLocale: locale.time,
    });
  }

  document.querySelectorAll("[data-chart-url]").forEach(draw);
})();
