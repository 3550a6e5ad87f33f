using TeamsAgent;

return await Commands.RunAsync(args);
