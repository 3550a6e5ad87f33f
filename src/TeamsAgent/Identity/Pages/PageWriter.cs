using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using TeamsAgent.Words;

namespace TeamsAgent.Identity.Pages;

/// <summary>Writes whole pages, and forms that only our own pages can send.</summary>
public sealed class PageWriter(IAntiforgery antiforgery, PublicAddress address)
{
    /// <summary>A page.</summary>
    public ContentHttpResult Page(Language words, string title, Html body, int status = StatusCodes.Status200OK) => TypedResults.Content(Html.Of($"""
        <!doctype html>
        <html lang="{words.Code}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>{title} – TeamsAgent</title>
        <link rel="stylesheet" href="{address.PathOf("/agent.css")}">
        </head>
        <body>
        <header><p class="brand">TeamsAgent</p></header>
        <main>
        <h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>

        """).ToString(), "text/html; charset=utf-8", null, status);

    /// <summary>A form with one button.</summary>
    public Html Form(HttpContext http, string path, string button)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return Html.Of($"""
            <form method="post" action="{address.PathOf(path)}">
            <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
            <button type="submit">{button}</button>
            </form>
            """);
    }

    /// <summary>Whether a post came from one of our pages in this browser.</summary>
    public async Task<bool> IsOursAsync(HttpContext http) => http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http);

    /// <summary>A page that says what went wrong, what to do now, and under which reference the log has it.</summary>
    public ContentHttpResult Problem(Language words, Ending ending, string reference) => Page(words, ending.TitleIn(words), Html.Of($"""
        <p>{ending.SentenceIn(words)}</p>
        <p><strong>{words.Text(PageKey.WhatNow)}</strong> {ending.NextIn(words)}</p>
        <p class="quiet">{words.Text(PageKey.Reference)} <code>{reference}</code></p>
        """), ending.Status);
}
