using TeamsAgent.Messaging;

namespace TeamsAgent.Requests;

/// <summary>
/// Owns the use cases on approval requests, a file each, and how requests and people are loaded and saved. What follows from a transition
/// (cards, execution, planning) is left to those who handle the messages.
/// </summary>
public static class Setup
{
    /// <summary>Adds the use cases.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddScoped<RequestStore>()
        .AddScoped<PersonStore>()
        .AddScoped<Notes>()
        .AddScoped<SubmitRequest>()
        .AddScoped<Decide>()
        .AddScoped<CompleteStepUp>()
        .AddScoped<Withdraw>()
        .AddScoped<SettleUnknown>()
        .AddScoped<Unblock>()
        .AddScoped<DueRequest>()
        .AddSingleton<ResumeBlocked>()
        .AddSingleton<ISweep, SweepRequests>();
}
