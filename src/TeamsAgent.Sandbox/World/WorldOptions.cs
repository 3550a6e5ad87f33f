namespace TeamsAgent.Sandbox;

/// <summary>How a world is started.</summary>
public sealed record WorldOptions
{
    /// <summary>A folder for everything that is kept; null takes a fresh one below the system's folder for temporary files and deletes it at the end.</summary>
    public string? StatePath { get; init; }

    /// <summary>The first of six neighbouring ports (playground, tenant, providers, model, product, Slack); 0 takes free ones.</summary>
    public int FirstPort { get; init; }

    /// <summary>The clock of the product and of every stand-in.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whose chat accounts are linked, and whose provider accounts are connected, before the story begins.</summary>
    public IReadOnlyList<SandboxPerson> Onboarded { get; init; } = [People.Ana, People.Ben, People.Ada];

    /// <summary>Whether there is a Slack-like workspace beside the Teams-like one, and the app is installed in it.</summary>
    public bool Slack { get; init; }

    /// <summary>Whose Slack accounts are linked before the story begins; of those who are onboarded too, it is one person's second account.</summary>
    public IReadOnlyList<SandboxPerson> OnSlack { get; init; } = [];

    /// <summary>Settings that replace the world's own, by name.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The policy; null for the world's own.</summary>
    public string? PolicyPath { get; init; }

    /// <summary>Whether the product runs as a process of its own, so that it can be killed.</summary>
    public bool OutOfProcess { get; init; }

    /// <summary>What the product logs goes here, line by line.</summary>
    public Action<string>? Log { get; init; }
}
