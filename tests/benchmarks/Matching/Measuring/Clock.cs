namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Processor time of this process since the start: other work on the machine doesn't count.</summary>
internal readonly record struct Clock(TimeSpan Started)
{
    public double Seconds => (Environment.CpuUsage.TotalTime - Started).TotalSeconds;

    public static Clock Start() => new(Environment.CpuUsage.TotalTime);
}
