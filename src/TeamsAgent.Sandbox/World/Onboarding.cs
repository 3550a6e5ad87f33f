namespace TeamsAgent.Sandbox;
internal static class Onboarding { public static Task RunAsync(World world, CancellationToken cancellationToken) => Task.CompletedTask; }
