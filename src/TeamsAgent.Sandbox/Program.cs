using TeamsAgent.Sandbox;

return await LocalWorld.RunAsync(args);
