namespace TeamsAgent.Storage;

/// <summary>Runs one transaction's worth of work in a scope of its own.</summary>
public sealed class Scopes(IServiceScopeFactory factory)
{
    /// <summary>Makes the service in a fresh scope and runs the work with it.</summary>
    public async Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull
    {
        await using var scope = factory.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Makes the service in a fresh scope and runs the work with it.</summary>
    public async Task RunAsync<TService>(Func<TService, Task> work)
        where TService : notnull
    {
        await using var scope = factory.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
