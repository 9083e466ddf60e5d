using MSPortal.Connectors.Addigy.Simulator;

if (args is ["--help"])
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

Arguments arguments;
try
{
    arguments = Arguments.Read(args);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message}\n\n{Arguments.Usage}");
    return 2;
}

AddigySimulator simulator;
try
{
    simulator = await AddigySimulator.StartAsync(arguments.Options);
}
catch (IOException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}

await using (simulator)
{
    Console.WriteLine(simulator.Announcement.ToLine());
    if (arguments.ExitsWithInput)
        await Console.In.ReadToEndAsync();
    else
        await Task.Delay(Timeout.InfiniteTimeSpan);
}

return 0;
