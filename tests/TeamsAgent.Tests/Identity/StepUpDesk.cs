using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>Ana has asked for a transfer, and Ben has pressed Approve: his step-up is what is left.</summary>
internal sealed class StepUpDesk : IAsyncDisposable
{
    public const string Hostile = "<b>Rent</b>\u202Eevil & \"co\"";

    private StepUpDesk(IdentityHost host, Person ben, ApprovalRequest request) => (Host, Ben, Asked) = (host, ben, request);

    public IdentityHost Host { get; }

    public Person Ben { get; }

    /// <summary>The request as Ben saw it.</summary>
    public ApprovalRequest Asked { get; }

    public string DecisionId => Asked.Decisions.Single().Id;

    public static async Task<StepUpDesk> StartAsync(Action<Dictionary<string, string?>>? set = null)
    {
        var host = await IdentityHost.StartAsync(set);
        var ben = await host.LinkAsync(People.Ben);
        var request = await SubmitAsync(host, await host.PersonAsync(People.Ana), Transfer());
        host.Tenant.ForgetCalls();
        return new StepUpDesk(host, ben, await ApproveAsync(host, request, ben));
    }

    public static async Task<ApprovalRequest> SubmitAsync(IdentityHost host, Person requester, PlanStep step) => await host.Get<Scopes>().RunAsync<SubmitScope, ApprovalRequest>(scope =>
        scope.SubmitAsync(new SubmitCommand(null, requester, new Place("teams", People.TeamsTenantId, "19:channel", false), Hostile, new Plan([step], ["issue #7 of acme/web"]))));

    public static async Task<ApprovalRequest> ApproveAsync(IdentityHost host, ApprovalRequest request, Person by)
    {
        var key = await host.InboxAsync();
        var result = await host.RunAsync<Decide, CommandResult>(decide => decide.HandleAsync(
            new DecideCommand(request.Id, by, by.Chats[0], Choice.Approve, null, request.PlanHash, key), IdentityHost.Ct));
        return Assert.IsType<CommandResult.Done>(result).Request;
    }

    public static PlanStep Transfer() => new()
    {
        Action = "payments.transfer", Provider = "Payments", Title = "Transfer money", Summary = $"Transfer EUR 1250.00 to DE02 for “{Hostile}”",
        Impact = "The money leaves the account at once.", Risk = Risk.Critical, Arguments = "{}",
        Facts = [new StepFact("to", "DE02120300000000202051", true), new StepFact("reference", Hostile, true)],
        Scopes = [new ScopeNeed("payments:transfer", "Move money from the company's account")],
        Call = new SealedCall
        {
            Method = "POST", Url = "https://pay.example/v1/transfers", Headers = [new CallHeader("Idempotency-Key", "k-1")],
            Body = System.Text.Encoding.UTF8.GetBytes("""{"amount":"1250.00","reference":"<b>Rent</b>"}"""), Connection = "payments", Scopes = ["payments:transfer"],
        },
    };

    public static PlanStep Issue() => new()
    {
        Action = "github.create_issue", Provider = "GitHub", Title = "Open an issue", Summary = "Open issue “x” in acme/web", Impact = "Watchers are notified.",
        Risk = Risk.Medium, Arguments = "{}", Scopes = [new ScopeNeed("repo", "Read and change your repositories")],
        Call = new SealedCall { Method = "POST", Url = "https://api.github.com/repos/acme/web/issues", Connection = "github", Scopes = ["repo"] },
    };

    /// <summary>A fresh link to log in for the decision.</summary>
    public Task<Uri> LinkAsync() => Host.TicketAsync(new TicketRequest(TicketKind.StepUp, Ben.Id, IdentityHost.ChatOf(People.Ben), Asked.Id, DecisionId));

    /// <summary>The request as it is now.</summary>
    public async Task<ApprovalRequest> NowAsync() => (await Host.RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(Asked.Id, IdentityHost.Ct)))!;

    /// <summary>That nothing has come of it.</summary>
    public async Task AssertNothingHappenedAsync()
    {
        var now = await NowAsync();
        Assert.Equal((Asked.Version, RequestState.AwaitingDecision), (now.Version, now.State));
        Assert.Null(now.Decisions.Single().Proof);
        Assert.DoesNotContain("step-up-proven", await Host.AuditedAsync());
    }

    public static Task ChangeAsync(IdentityHost host, RequestId id, Func<ApprovalRequest, Transition> change) => host.RunAsync<RequestChange, bool>(async scope =>
    {
        await scope.HandleAsync(id, change);
        return true;
    });

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Puts a plan up, as the planner does.</summary>
internal sealed class SubmitScope(SubmitRequest submit, UnitOfWork work)
{
    public async Task<ApprovalRequest> SubmitAsync(SubmitCommand command)
    {
        var request = await submit.AddAsync(command, IdentityHost.Ct);
        await work.CommitAsync(IdentityHost.Ct);
        return request;
    }
}

/// <summary>Moves a request, as the executor does.</summary>
internal sealed class RequestChange(RequestStore requests, UnitOfWork work)
{
    public async Task HandleAsync(RequestId id, Func<ApprovalRequest, Transition> change)
    {
        var request = (await requests.FindAsync(id, IdentityHost.Ct))!;
        requests.Update(request, Assert.IsType<Transition.Done>(change(request)));
        await work.CommitAsync(IdentityHost.Ct);
    }
}
