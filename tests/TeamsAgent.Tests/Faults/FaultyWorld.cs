using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>One world that the tests of a collection use one after the other; what they count, they count from where they began.</summary>
public sealed class FaultyWorld : IAsyncLifetime
{
    private Story? _story;

    internal Story Story => _story ?? throw new InvalidOperationException("The world has not started.");

    public async ValueTask InitializeAsync() => _story = await Faulty.BeginAsync(("Execution:SendTimeout", "00:00:02"), ("Execution:ProbeWindow", "00:00:00"));

    public ValueTask DisposeAsync() => _story?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class InFaultyWorld : ICollectionFixture<FaultyWorld>
{
    public const string Name = "a world in which things go wrong";
}
