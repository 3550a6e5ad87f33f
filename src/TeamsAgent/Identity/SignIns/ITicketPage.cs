using TeamsAgent.Identity.Pages;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>What the page behind a link shows, and what its button begins.</summary>
public abstract record TicketView
{
    private TicketView()
    {
    }

    /// <summary>There is nothing to do.</summary>
    public sealed record Closed(Ending Ending) : TicketView;

    /// <summary>There is.</summary>
    /// <param name="Title">The heading.</param>
    /// <param name="Body">What it is about.</param>
    /// <param name="Button">The button's text.</param>
    /// <param name="Start">The login that the button begins.</param>
    public sealed record Open(string Title, Html Body, string Button, SignInStart Start) : TicketView;
}

/// <summary>One kind of one-time link: what its page shows. Showing changes nothing, however often and by whom it is done.</summary>
internal interface ITicketPage
{
    /// <summary>The kind.</summary>
    static abstract TicketKind Kind { get; }

    /// <summary>Looks at what the ticket is for.</summary>
    Task<TicketView> ViewAsync(TicketRow ticket, Language words, CancellationToken cancellationToken);
}
