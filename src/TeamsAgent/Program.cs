Console.WriteLine("TeamsAgent");
