package io.tcpdx.lab.program;

/** What one side of a scenario does, on its own thread in its own namespace. */
@FunctionalInterface
public interface Script {

  void run(Peer me) throws Exception;
}
